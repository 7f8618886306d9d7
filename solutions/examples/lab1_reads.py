"""Shows how a stream arrives: accepts one client and prints how many bytes each read brought."""

import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)

connection, _ = listener.accept()
# ANCHOR: reads
total = 0
while True:
    data = connection.recv(1024)
    print(f"a read brought {len(data)} bytes", flush=True)
    if not data:
        break
    total += len(data)
print(f"end of stream after {total} bytes", flush=True)
# ANCHOR_END: reads
