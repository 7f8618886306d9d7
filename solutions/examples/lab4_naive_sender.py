"""The sender without framing: a thousand numbered messages, as fast as it can."""

import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
# ANCHOR: send
with socket.create_connection((host, port)) as connection:
    for number in range(1, 1001):
        connection.sendall(f"Message {number}".encode())
print("sent 1000 messages")
# ANCHOR_END: send
