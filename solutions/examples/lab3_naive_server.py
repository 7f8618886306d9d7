"""Lab 3's server as one would write it first: it takes a read for a line, and any error ends it."""

import socket
import sys

port = int(sys.argv[1])
# ANCHOR: serve
listener = socket.create_server(("127.0.0.1", port))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
while True:
    connection, _ = listener.accept()
    while data := connection.recv(1024):
        print(f"received: {data.decode().rstrip()}", flush=True)
        connection.sendall(b"accepted\n")
    connection.close()
# ANCHOR_END: serve
