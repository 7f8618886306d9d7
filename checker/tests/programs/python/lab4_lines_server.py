#!/usr/bin/env python3
"""Lab 4: prints the lines it is sent; a newline ends each."""

import socket

from netutil import accept_forever, arguments, bound_socket, error, show, text


def print_lines(connection):
    unfinished = bytearray()
    while piece := connection.recv(65536):
        first, *others = piece.split(b"\n")
        unfinished += first
        for start in others:
            # only now, with all its bytes there, is the line made text
            print(f"line: {text(unfinished)}", flush=True)
            unfinished = bytearray(start)
    if unfinished:
        error("connection closed mid-line")


def main():
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    for connection, peer in accept_forever(listener):
        with connection:
            try:
                print_lines(connection)
            except OSError as problem:
                error(f"{show(peer)}: {problem}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
