"""A receiver that only receives: it prints each datagram and who has sent it, and never answers."""

import socket
import sys

port = int(sys.argv[1])
# ANCHOR: receive
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", port))
ip, port = receiver.getsockname()
print(f"listening on {ip}:{port}", flush=True)

while True:
    data, peer = receiver.recvfrom(65536)
    text = data.decode(errors="replace").rstrip()
    print(f"{peer[0]}:{peer[1]} said: {text}", flush=True)
# ANCHOR_END: receive
