"""Lab 1's echo server, turned from TCP to UDP call by call, buffer and all. What breaks is the point of it."""

import socket
import sys

# ANCHOR: serve
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", int(sys.argv[1])))
ip, port = server.getsockname()
print(f"listening on {ip}:{port}", flush=True)

while True:
    data, peer = server.recvfrom(1024)
    print(f"{len(data)} bytes from {peer[0]}:{peer[1]}", flush=True)
    server.sendto(data, peer)
# ANCHOR_END: serve
