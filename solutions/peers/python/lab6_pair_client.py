"""Lab 6, checkpoint 1, the client: what is typed here is printed there, and the other way round."""

import os
import socket
import sys
import threading

from common import client_arguments, fail, report, run, say, text


def keyboard(connection):
    """Sends what is typed, until it is EXIT or there is no more."""
    try:
        for line in sys.stdin.buffer:
            line = line.removesuffix(b"\n")
            if line == b"EXIT":
                break
            connection.sendall(line + b"\n")
    except OSError as problem:
        leave(problem)
    leave()


def leave(problem=None):
    """Ends the program, although the other thread is waiting for something."""
    if problem:
        report(problem)
    os._exit(1 if problem else 0)


def main():
    host, port = client_arguments("lab6-pair-client")
    try:
        connection = socket.create_connection((host, port))
    except (OSError, UnicodeError) as problem:
        fail(f"{host} port {port}: {problem}")
    # ANCHOR: threads
    threading.Thread(target=keyboard, args=(connection,), name="keyboard", daemon=True).start()
    try:
        for line in connection.makefile("rb"):
            say(text(line.removesuffix(b"\n")))
    except OSError as problem:
        leave(problem)
    leave()
    # ANCHOR_END: threads


run(main)
