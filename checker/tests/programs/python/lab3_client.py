#!/usr/bin/env python3
"""Lab 3: sends the lines of stdin, each until it has been accepted, to a server that comes and goes."""

import os
import select
import socket
import sys
import time

from netutil import arguments, error, text

STDIN = 0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0


def state(name):
    print(f"state: {name}", flush=True)


class Lost(Exception):
    """The connection is of no more use."""


class Splitter:
    """Makes lines of pieces."""

    def __init__(self):
        self.rest = b""

    def feed(self, piece):
        *lines, self.rest = (self.rest + piece).split(b"\n")
        return lines


class Keyboard:
    """The lines of stdin; the first of them stays until somebody says `done`."""

    def __init__(self):
        self.lines, self.splitter, self.ended = [], Splitter(), False

    @property
    def wants_more(self):
        return not self.lines and not self.ended

    @property
    def first(self):
        """The line to be sent, None if there is none as yet."""
        if not self.lines:
            return b"close" if self.ended else None
        return b"close" if self.lines[0].lower() == b"close" else self.lines[0]

    def read(self):
        # not sys.stdin: what that keeps in its buffer is hidden from select
        piece = os.read(STDIN, 65536)
        self.lines += self.splitter.feed(piece)
        if not piece:
            self.ended = True
            if self.splitter.rest:
                self.lines.append(self.splitter.rest)

    def done(self):
        del self.lines[0]


def talk(connection, keyboard):
    """Sends lines until `closed` is the answer to one; raises Lost or OSError."""
    answers = Splitter()
    waiting = False
    while True:
        if not waiting and keyboard.first is not None:
            connection.sendall(keyboard.first + b"\n")
            waiting = True
        watched = [connection]
        if keyboard.wants_more:
            watched.append(STDIN)
        ready, _, _ = select.select(watched, [], [])
        if connection in ready:
            piece = connection.recv(4096)
            if not piece:
                raise Lost("the server has closed the connection")
            for answer in answers.feed(piece):
                expected = b"closed" if keyboard.first == b"close" else b"accepted"
                if not waiting or answer != expected:
                    raise Lost(f"the server said {text(answer)!r}")
                if answer == b"closed":
                    return
                keyboard.done()
                waiting = False
        elif STDIN in ready:
            keyboard.read()


def main():
    args = arguments("host", "port")
    keyboard = Keyboard()
    pause = FIRST_PAUSE
    state("disconnected")
    while True:
        state("connecting")
        try:
            with socket.create_connection((args.host, args.port)) as connection:
                state("connected")
                pause = FIRST_PAUSE
                talk(connection, keyboard)
            state("closed")
            return
        except (OSError, UnicodeError, Lost) as problem:
            error(f"{args.host} port {args.port}: {problem}")
        state("disconnected")
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
