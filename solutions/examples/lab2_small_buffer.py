"""Receives into room for eight bytes, to show what becomes of a longer datagram."""

import socket
import sys

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", int(sys.argv[1])))
ip, port = receiver.getsockname()
print(f"listening on {ip}:{port}", flush=True)
# ANCHOR: receive
while True:
    data, _ = receiver.recvfrom(8)
    print(f'{len(data)} bytes: "{data.decode(errors="replace")}"', flush=True)
# ANCHOR_END: receive
