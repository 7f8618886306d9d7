"""Waits for the keyboard and for a server: says how long each typed line is, and ends as soon as one of the two does."""

import os
import select
import socket
import sys

STDIN = 0
typed = b""  # what was typed, and was not handed out yet


# ANCHOR: wait
def next_line(connection):
    """The next typed line; None as soon as the server goes or says something, or stdin has ended."""
    global typed
    while b"\n" not in typed:
        ready, _, _ = select.select([connection, STDIN], [], [])
        if connection in ready:
            return None
        piece = os.read(STDIN, 4096)
        if not piece:
            return None
        typed += piece
    line, typed = typed.split(b"\n", 1)
    return line
# ANCHOR_END: wait


with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as connection:
    while (line := next_line(connection)) is not None:
        print(f"{len(line)} bytes", flush=True)
print("one of the two has ended", flush=True)
