#!/usr/bin/env python3
"""Lab 1: a TCP echo server for one client at a time."""

import socket

from netutil import accept_forever, arguments, bound_socket, error, show


def echo(connection):
    while True:
        data = connection.recv(65536)
        if not data:
            return
        connection.sendall(data)


def main():
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    for connection, peer in accept_forever(listener):
        print(f"connected {show(peer)}", flush=True)
        with connection:
            try:
                echo(connection)
            except OSError as problem:
                error(f"{show(peer)}: {problem}")
        print(f"disconnected {show(peer)}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
