#!/usr/bin/env python3
"""Lab 2: sends each line of stdin as a datagram, and prints the replies."""

import socket
import sys
import time

from netutil import arguments, error, fail, resolve, show, text

TRIES = 3
PATIENCE = 0.3


class NoReply(Exception):
    pass


def receive_from(sock, address):
    """The next datagram from `address`, or None when the patience is at its end."""
    deadline = time.monotonic() + PATIENCE
    while (left := deadline - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(65536)
        except socket.timeout:
            return None
        if sender[:2] == address[:2]:
            return data
    return None


def ask(sock, address, data):
    for _ in range(TRIES):
        sock.settimeout(None)
        sock.sendto(data, address)
        reply = receive_from(sock, address)
        if reply is not None:
            return reply
    raise NoReply


def ask_first(candidates, data):
    """Finds the address that answers; returns it with its socket and the reply."""
    for family, address in candidates:
        try:
            sock = socket.socket(family, socket.SOCK_DGRAM)
            return sock, address, ask(sock, address, data)
        except OSError as problem:
            error(f"{show(address)}: {problem}")
        except NoReply:
            pass
    fail(f"no reply from {show(candidates[-1][1])}")


def main():
    args = arguments("host", "port")
    candidates = resolve(args.host, args.port, socket.SOCK_DGRAM)
    sock = address = None
    for line in sys.stdin.buffer:
        data = line.removesuffix(b"\n")
        if sock is None:
            sock, address, reply = ask_first(candidates, data)
        else:
            try:
                reply = ask(sock, address, data)
            except NoReply:
                fail(f"no reply from {show(address)}")
            except OSError as problem:
                fail(f"{show(address)}: {problem}")
        print(text(reply), flush=True)


if __name__ == "__main__":
    main()
