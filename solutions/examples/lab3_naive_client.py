"""Lab 3's client as one would write it first: it takes a read for an answer, and any error ends it."""

import socket
import sys

port = int(sys.argv[1])
# ANCHOR: talk
connection = socket.create_connection(("127.0.0.1", port))
for line in sys.stdin:
    line = line.rstrip("\n")
    connection.sendall(f"{line}\n".encode())
    answer = connection.recv(1024).decode()
    print(f"answer to {line}: {answer.rstrip()}", flush=True)
# ANCHOR_END: talk
