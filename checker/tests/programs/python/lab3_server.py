#!/usr/bin/env python3
"""Lab 3: takes lines and answers each, for one client at a time; tells its state."""

import socket

from netutil import accept_forever, arguments, bound_socket, error, show, text


def state(name):
    print(f"state: {name}", flush=True)


def serve(connection, peer):
    """Answers the lines of one client until it is done, by whatever way."""
    with connection.makefile("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                error(f"{peer}: gone in the middle of a line")
                return
            line = line[:-1]
            if line.lower() == b"close":
                connection.sendall(b"closed\n")
                return
            print(f"received: {text(line)}", flush=True)
            connection.sendall(b"accepted\n")


def main():
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    state("listening")
    for connection, address in accept_forever(listener):
        state("connected")
        with connection:
            try:
                serve(connection, show(address))
            except OSError as problem:
                error(f"{show(address)}: {problem}")
        state("listening")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
