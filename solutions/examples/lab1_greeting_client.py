"""A client for the greeting server: it sends what is typed, line by line, until `/bye`."""

import socket
import sys

port = int(sys.argv[1])
# ANCHOR: talk
with socket.create_connection(("127.0.0.1", port)) as connection:
    greeting = connection.makefile().readline()
    print(greeting, end="", flush=True)

    for line in sys.stdin:
        line = line.removesuffix("\n")
        connection.sendall(f"{line}\n".encode())
        if line == "/bye":
            break
# ANCHOR_END: talk
