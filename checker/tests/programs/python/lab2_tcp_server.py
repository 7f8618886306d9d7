#!/usr/bin/env python3
"""Lab 2: the upper-case service over TCP, one client at a time."""

import socket

from netutil import accept_forever, arguments, bound_socket, error, show


def main():
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    for connection, peer in accept_forever(listener):
        with connection:
            try:
                while data := connection.recv(65536):
                    connection.sendall(data.upper())
            except OSError as problem:
                error(f"{show(peer)}: {problem}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
