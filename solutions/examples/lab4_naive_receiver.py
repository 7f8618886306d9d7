"""The receiver without framing: it rests, and takes what a read brings for a message."""

import socket
import sys
import time

port = int(sys.argv[1])
listener = socket.create_server(("127.0.0.1", port))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
connection, _ = listener.accept()
# ANCHOR: receive
while True:
    time.sleep(0.5)
    data = connection.recv(4096)
    if not data:
        break
    print(f"one read, {len(data)} bytes: {data[:30].decode()} ... {data[-30:].decode()}", flush=True)
# ANCHOR_END: receive
