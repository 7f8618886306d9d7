#!/usr/bin/env python3
"""Lab 6: what is typed here is read there, and the other way round. One thread: `select` waits for both."""

import os
import select
import socket
import sys

from netutil import arguments, fail, text


def main():
    args = arguments("host", "port")
    typed = heard = b""
    try:
        with socket.create_connection((args.host, args.port)) as connection:
            while True:
                ready, _, _ = select.select([connection, sys.stdin], [], [])
                if connection in ready:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    *lines, heard = (heard + piece).split(b"\n")
                    for line in lines:
                        print(text(line), flush=True)
                if sys.stdin in ready:
                    piece = os.read(sys.stdin.fileno(), 65536)
                    *lines, typed = (typed + piece).split(b"\n")
                    if not piece and typed:
                        lines, typed = [typed], b""
                    for line in lines:
                        if line == b"EXIT":
                            return
                        connection.sendall(line + b"\n")
                    if not piece:
                        return
    except (OSError, UnicodeError) as problem:
        fail(f"{args.host} port {args.port}: {problem}")


if __name__ == "__main__":
    main()
