"""A client that waits: it sends a line only when the one before has been answered."""

import socket
import sys


def read_frame(stream):
    length = int.from_bytes(stream.read(4), "big")
    return stream.read(length)


def print_next(answers):
    """Waits for a frame and prints it."""
    print(f"ack: {read_frame(answers).decode(errors='replace')}", flush=True)


host, port = sys.argv[1], int(sys.argv[2])
connection = socket.create_connection((host, port))
# ANCHOR: loop
answers = connection.makefile("rb")
print_next(answers)
for line in sys.stdin.buffer:
    payload = line.removesuffix(b"\n")
    connection.sendall(len(payload).to_bytes(4, "big") + payload)
    print_next(answers)
# ANCHOR_END: loop
