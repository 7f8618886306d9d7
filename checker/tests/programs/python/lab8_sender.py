"""Lab 8: a thread receives acknowledgements into a queue, and the main one sends."""

import queue
import socket
import sys
import threading
import time

from lab8_segments import ACK, DATA, pack, unpack
from netutil import fail, port, resolve, show


def listen(sock, receiver, numbers):
    while True:
        try:
            data, peer = sock.recvfrom(2048)
        except OSError:
            return
        kind, number, _ = unpack(data)
        if kind == ACK and peer[:2] == receiver[:2]:
            numbers.put(number)


def transfer(sock, receiver, segments, window):
    """Whether everything was acknowledged."""
    numbers = queue.Queue()
    sock.bind(("", 0))
    threading.Thread(target=listen, args=(sock, receiver, numbers), name="listener", daemon=True).start()
    first = following = repeats = silent = 0
    smoothed, deviation, wait = None, 0.0, 0.1
    sent = {}
    again = set()
    deadline = time.monotonic() + wait

    def send(number):
        if number in sent:
            again.add(number)
        sent[number] = time.monotonic()
        sock.sendto(segments[number], receiver)

    while first < len(segments):
        while following < len(segments) and following - first < window:
            send(following)
            following += 1
        try:
            number = numbers.get(timeout=max(0, deadline - time.monotonic()))
        except queue.Empty:
            silent += 1
            if silent == 8:
                return False
            wait = min(0.5, wait * 2)
            for late in range(first, following):
                send(late)
            deadline = time.monotonic() + wait
            continue
        if number == first:
            repeats += 1
            if repeats == 3:
                send(first)
        elif first < number <= len(segments):
            if again.isdisjoint(range(first, number)):
                sample = time.monotonic() - sent[number - 1]
                if smoothed is None:
                    smoothed, deviation = sample, sample / 2
                else:
                    deviation = 0.75 * deviation + 0.25 * abs(smoothed - sample)
                    smoothed = 0.875 * smoothed + 0.125 * sample
                wait = min(0.5, max(0.02, smoothed + 4 * deviation))
            first, following = number, max(following, number)
            repeats = silent = 0
            deadline = time.monotonic() + wait
    return True


def main():
    words = sys.argv[1:]
    try:
        if len(words) not in (3, 4):
            raise ValueError
        number, window = port(words[1]), int(words[3]) if len(words) == 4 else 1
        if not 1 <= window <= 1024:
            raise ValueError
    except Exception:
        print("usage: sender HOST PORT FILE [WINDOW]", file=sys.stderr)
        sys.exit(2)
    try:
        with open(words[2], "rb") as file:
            content = file.read()
    except OSError as problem:
        fail(problem)
    pieces = [content[at:at + 1000] for at in range(0, len(content), 1000)] + [b""]
    segments = [pack(DATA, at, piece) for at, piece in enumerate(pieces)]
    for family, address in resolve(words[0], number, socket.SOCK_DGRAM):
        if transfer(socket.socket(family, socket.SOCK_DGRAM), address, segments, window):
            print(f"sent {len(content)} bytes", flush=True)
            return
    fail(f"no answer from {show(address)}")


main()
