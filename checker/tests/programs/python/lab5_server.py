#!/usr/bin/env python3
"""Lab 5: a thread for each client."""

import socket
import sys
import threading

from lab5_frames import BadFrame, frame, frames
from netutil import accept_forever, arguments, bound_socket, error, show, text

WELCOME = b"Welcome, you are connected to the server"

active = 0
lock = threading.Lock()


def count(word, name, change):
    global active
    with lock:
        active += change
        sys.stdout.write(f"{word} {name} (active {active})\n")
        sys.stdout.flush()


# ANCHOR: talk
def talk(connection, name):
    connection.sendall(frame(WELCOME))
    with connection.makefile("rb") as stream:
        for payload in frames(stream):
            if payload == b"/bye":
                connection.sendall(frame(b"bye"))
                return
            sys.stdout.write(f"{name}: {text(payload)}\n")
            sys.stdout.flush()
            connection.sendall(frame(b"received: " + payload))
# ANCHOR_END: talk


def serve(connection, name):
    try:
        with connection:
            talk(connection, name)
    except BadFrame as problem:
        error(f"{name}: {problem}")
    except OSError as problem:
        error(f"{name}: {problem}")
    finally:
        count("disconnected", name, -1)


def main():
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    for connection, peer in accept_forever(listener):
        name = show(peer)
        count("connected", name, 1)
        threading.Thread(target=serve, args=(connection, name), name=name).start()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
