#!/usr/bin/env python3
"""Lab 4: prints the frames it is sent: 4 bytes of length, then as many bytes."""

import socket
import struct

from netutil import accept_forever, arguments, bound_socket, error, show, text

LARGEST = 1 << 20


class BadFrame(Exception):
    pass


def frames(stream):
    """The payloads. `read(n)` of a buffered stream gives less than n bytes at its end only."""
    while header := stream.read(4):
        if len(header) < 4:
            raise BadFrame("connection closed mid-frame")
        (length,) = struct.unpack("!I", header)
        if length > LARGEST:
            raise BadFrame(f"frame of {length} bytes is larger than {LARGEST}")
        payload = stream.read(length)
        if len(payload) < length:
            raise BadFrame("connection closed mid-frame")
        yield payload


def main():
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    for connection, peer in accept_forever(listener):
        with connection, connection.makefile("rb") as stream:
            try:
                for payload in frames(stream):
                    print(f"message {len(payload)} bytes: {text(payload)}", flush=True)
            except BadFrame as problem:
                error(problem)
            except OSError as problem:
                error(f"{show(peer)}: {problem}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
