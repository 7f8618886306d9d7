"""Lab 3, the client: sends each line of stdin until it is accepted, to a server that comes and goes."""

import os
import select
import socket
import time
from enum import Enum

from common import client_arguments, report, run, say, text
from lines import Lines

STDIN = 0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0  # seconds


class State(Enum):
    DISCONNECTED = "disconnected"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    CLOSED = "closed"


def enter(state):
    say(f"state: {state.value}")


class Lost(Exception):
    """The connection is of no more use."""


class Keyboard:
    """The lines that were typed and are not accepted yet."""

    def __init__(self):
        self.typed, self.lines, self.has_ended = [], Lines(), False

    def current(self):
        """The line whose turn it is: the same one until it is done. None if there is none yet."""
        if self.typed:
            return b"close" if self.typed[0].lower() == b"close" else self.typed[0]
        return b"close" if self.has_ended else None

    def done(self):
        del self.typed[0]

    def read(self):
        # Not sys.stdin: what that holds in its buffer, select() can't see.
        piece = os.read(STDIN, 65536)
        self.typed += self.lines.feed(piece)
        if not piece:
            self.has_ended = True
            if self.lines.unfinished:
                self.typed.append(self.lines.unfinished)


# ANCHOR: run
def keep_talking(host, port, keyboard):
    """Goes through the states of the diagram, until the server has said `closed`."""
    pause = FIRST_PAUSE
    enter(State.DISCONNECTED)
    while True:
        enter(State.CONNECTING)
        try:
            with socket.create_connection((host, port)) as connection:
                enter(State.CONNECTED)
                pause = FIRST_PAUSE
                talk(connection, keyboard)
            enter(State.CLOSED)
            return
        except (OSError, UnicodeError, Lost) as problem:
            report(f"{host} port {port}: {problem}")
        enter(State.DISCONNECTED)
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
# ANCHOR_END: run


def talk(connection, keyboard):
    """Sends one line after the other, each once the one before is answered. Returns after `closed`."""
    answers = Lines()
    in_flight = None
    while True:
        if in_flight is None and (in_flight := keyboard.current()) is not None:
            connection.sendall(in_flight + b"\n")
        # The server may be lost while nobody types, so both are waited for.
        watched = [connection]
        if not keyboard.typed and not keyboard.has_ended:
            watched.append(STDIN)
        ready, _, _ = select.select(watched, [], [])
        if STDIN in ready:
            keyboard.read()
        if connection not in ready:
            continue
        piece = connection.recv(65536)
        if not piece:
            raise Lost("the server has closed the connection")
        for answer in answers.feed(piece):
            if answer != (b"closed" if in_flight == b"close" else b"accepted") or in_flight is None:
                raise Lost(f"the server said {text(answer)!r}")
            if answer == b"closed":
                return
            in_flight = None
            keyboard.done()


def main():
    host, port = client_arguments("lab3-client")
    keep_talking(host, port, Keyboard())


run(main)
