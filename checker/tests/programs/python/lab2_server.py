#!/usr/bin/env python3
"""Lab 2: answers every datagram with the same bytes in ASCII upper case."""

import socket

from netutil import arguments, bound_socket, error, show


def main():
    args = arguments("port", "[host]")
    sock = bound_socket(args.host, args.port, socket.SOCK_DGRAM)
    while True:
        try:
            data, sender = sock.recvfrom(65536)
        except OSError as problem:
            error(f"receive: {problem}")
            continue
        try:
            sock.sendto(data.upper(), sender)  # upper() of bytes is ASCII only
        except OSError as problem:
            error(f"{show(sender)}: {problem}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
