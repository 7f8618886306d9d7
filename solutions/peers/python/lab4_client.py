"""Lab 4, the client: sends each line of stdin as a frame."""

import socket
import sys

from common import client_arguments, fail, run
from frames import BadFrame, frame


def main():
    host, port = client_arguments("lab4-client")
    try:
        # ANCHOR: send
        with socket.create_connection((host, port)) as connection:
            for line in sys.stdin.buffer:  # bytes: the length counts them, not characters
                connection.sendall(frame(line.removesuffix(b"\n")))
        # ANCHOR_END: send
    except (BadFrame, OSError, UnicodeError) as problem:
        fail(f"{host} port {port}: {problem}")


run(main)
