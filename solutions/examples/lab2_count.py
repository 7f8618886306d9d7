"""The server that counts, over UDP: each datagram is answered by one that says how many bytes it had."""

import socket
import sys

port = int(sys.argv[1])
# ANCHOR: serve
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", port))
ip, port = server.getsockname()
print(f"listening on {ip}:{port}", flush=True)

while True:
    data, peer = server.recvfrom(65536)
    print(f"{peer[0]}:{peer[1]} has sent {len(data)} bytes", flush=True)
    server.sendto(f"{len(data)} bytes\n".encode(), peer)
# ANCHOR_END: serve
