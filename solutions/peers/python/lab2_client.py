"""Lab 2, the client: sends each line of stdin as a datagram, and prints the reply."""

import socket
import sys
import time

from common import addresses, client_arguments, fail, run, say, show, text

TRIES = 3
WAIT = 0.3  # seconds


class NoReply(Exception):
    """Nothing came, however often it was tried."""


# ANCHOR: ask
def ask(client, server, line):
    """The reply to a line, which is sent up to three times."""
    for _ in range(TRIES):
        client.sendto(line, server)
        deadline = time.monotonic() + WAIT
        while (left := deadline - time.monotonic()) > 0:
            client.settimeout(left)  # a stranger's datagram must not start the wait anew
            try:
                reply, sender = client.recvfrom(65536)
            except TimeoutError:
                break
            if sender[:2] == server[:2]:
                return reply
    raise NoReply(f"no reply from {show(server)}")
# ANCHOR_END: ask


def find(candidates, line):
    """The first address that answers: a socket for it, the address, and the reply."""
    for family, server in candidates:
        client = socket.socket(family, socket.SOCK_DGRAM)
        try:
            return client, server, ask(client, server, line)
        except (NoReply, OSError) as trouble:
            client.close()
            problem = trouble
    raise problem


def main():
    host, port = client_arguments("lab2-client")
    candidates = addresses(host, port, socket.SOCK_DGRAM)
    client = None
    try:
        for line in sys.stdin.buffer:
            line = line.removesuffix(b"\n")
            if client is None:
                client, server, reply = find(candidates, line)
            else:
                reply = ask(client, server, line)
            say(text(reply))
    except (NoReply, OSError) as problem:
        fail(problem)


run(main)
