"""Lab 8, the receiver: writes a file that comes in segments, each byte once and in order."""

import socket
import sys
import time

import segments
from common import fail, is_port, open_server, run, say, usage

LINGER = 1  # second


def arguments():
    """PORT FILE [HOST] of the command line."""
    words = sys.argv[1:]
    if len(words) not in (2, 3) or not is_port(words[0]):
        usage("lab8-receiver PORT FILE [HOST]")
    return int(words[0]), words[1], words[2] if len(words) == 3 else "127.0.0.1"


# ANCHOR: receive
def receive(receiver, file):
    """Takes one file from whoever sends segment 0 first; gives its length."""
    sender = deadline = None
    expected = length = 0
    while deadline is None or (left := deadline - time.monotonic()) > 0:
        receiver.settimeout(None if deadline is None else left)
        try:
            data, peer = receiver.recvfrom(65536)
        except TimeoutError:
            break
        kind, number, payload = segments.read(data) or (None, None, None)
        if kind != segments.DATA:
            continue
        if number == 0 and sender is None:
            sender = peer
        if peer != sender:
            continue
        # What comes too early is thrown away: it will be sent again.
        is_end = number == expected and not payload
        if number == expected and deadline is None:
            file.write(payload)
            length += len(payload)
            expected += 1
        if is_end or deadline is not None:
            file.flush()
            deadline = time.monotonic() + LINGER
        receiver.sendto(segments.write(segments.ACKNOWLEDGEMENT, expected), peer)
    return length
# ANCHOR_END: receive


def main():
    port, path, host = arguments()
    try:
        with open(path, "wb") as file:
            receiver = open_server(port, host, socket.SOCK_DGRAM)
            length = receive(receiver, file)
    except OSError as problem:
        fail(problem)
    say(f"received {length} bytes")


run(main)
