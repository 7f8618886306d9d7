"""Sends 2,000 datagrams to a receiver that is busy elsewhere, then counts how many are there."""

import socket

# ANCHOR: flood
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 0))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

datagram = b"x" * 1000
for _ in range(2000):
    sender.sendto(datagram, receiver.getsockname())

received = 0
receiver.setblocking(False)  # from here on: take what is there, and do not wait for more
try:
    while True:
        receiver.recvfrom(2048)
        received += 1
except BlockingIOError:
    print(f"sent 2000 datagrams without an error, received {received}")
# ANCHOR_END: flood
