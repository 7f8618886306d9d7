#!/usr/bin/env python3
"""Lab 4: sends each line of stdin as a frame."""

import socket
import sys

from netutil import arguments, fail

LARGEST = 1 << 20


def main():
    args = arguments("host", "port")
    try:
        with socket.create_connection((args.host, args.port)) as connection:
            for line in sys.stdin.buffer:
                payload = line.removesuffix(b"\n")
                if len(payload) > LARGEST:
                    fail(f"frame of {len(payload)} bytes is larger than {LARGEST}")
                connection.sendall(len(payload).to_bytes(4, "big") + payload)
    except (OSError, UnicodeError) as problem:
        fail(f"{args.host} port {args.port}: {problem}")


if __name__ == "__main__":
    main()
