"""A server that adds: numbers come, each ended by a semicolon, and after each it prints the sum."""

import socket
import sys


# ANCHOR: add
def add(connection):
    """Adds the numbers of one client."""
    rest = b""  # what has come, and has no semicolon yet
    total = 0
    while data := connection.recv(4096):
        rest += data
        while b";" in rest:
            number, rest = rest.split(b";", 1)
            total += int(number)
            print(f"sum {total}", flush=True)
    if rest:
        raise ValueError("the stream has ended in the middle of a number")
# ANCHOR_END: add


port = int(sys.argv[1])
listener = socket.create_server(("127.0.0.1", port))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
while True:
    connection, _ = listener.accept()
    with connection:
        try:
            add(connection)
        except (OSError, ValueError) as error:
            print(f"error: {error}", file=sys.stderr, flush=True)
