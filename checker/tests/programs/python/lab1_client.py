#!/usr/bin/env python3
"""Lab 1: the client of the TCP echo server."""

import argparse
import os
import socket
import sys

from netutil import fail, port, text


def main():
    # not argparse: MESSAGE may well start with a dash
    try:
        host, number, message = sys.argv[1:]
        number = port(number)
    except (ValueError, argparse.ArgumentTypeError):
        print(f"usage: {sys.argv[0]} HOST PORT MESSAGE", file=sys.stderr)
        sys.exit(2)

    pieces = []
    try:
        with socket.create_connection((host, number)) as connection:
            connection.sendall(os.fsencode(message))
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                pieces.append(piece)
    except (OSError, UnicodeError) as problem:
        fail(f"{host} port {number}: {problem}")
    print(f"received: {text(b''.join(pieces))}", flush=True)


if __name__ == "__main__":
    main()
