#!/usr/bin/env python3
"""Lab 2: sends one line of stdin over TCP, and prints what comes back."""

import socket
import sys

from netutil import arguments, fail, text


def main():
    args = arguments("host", "port")
    line = sys.stdin.buffer.readline().removesuffix(b"\n")
    reply = bytearray()
    try:
        with socket.create_connection((args.host, args.port)) as connection:
            connection.sendall(line)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(4096):
                reply += piece
    except (OSError, UnicodeError) as problem:
        fail(f"{args.host} port {args.port}: {problem}")
    print(f"From Server: {text(reply)}", flush=True)


if __name__ == "__main__":
    main()
