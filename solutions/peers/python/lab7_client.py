"""Lab 7, the client: one loop over the keyboard and the connection, and no thread."""

import os
import selectors
import socket

from buffers import PIECE, Inbox, Outbox
from common import client_arguments, fail, run, say, text
from frames import BadFrame

KEYBOARD = 0  # the descriptor of stdin


# ANCHOR: talk
class Talk:
    def __init__(self, connection):
        self.connection = connection
        self.inbox, self.outbox = Inbox(), Outbox()
        self.begun = b""  # of the line that has no newline as yet
        self.is_finished = False  # nothing more is going to be sent
        self.is_shut = False
        self.sent = self.acknowledged = 0

    def receive(self):
        """False once the server has closed."""
        try:
            piece = self.connection.recv(PIECE)
        except BlockingIOError:
            return True
        self.inbox.bytes += piece
        for payload in self.inbox.frames():
            say(f"ack: {text(payload)}")
            if payload.startswith(b"received: ") or payload == b"bye":
                self.acknowledged += 1
        if not piece and self.inbox.bytes:
            raise BadFrame("connection closed mid-frame")
        return bool(piece)

    def read_keyboard(self):
        # os.read, not sys.stdin: a line in a buffer of Python's would be one of which nobody is told.
        piece = os.read(KEYBOARD, PIECE)
        *lines, self.begun = (self.begun + piece).split(b"\n")
        if not piece:
            self.is_finished = True
            lines = [self.begun] if self.begun else []
        for line in lines:
            self.sent += 1
            self.outbox.put(line)
            if line == b"/bye":
                self.is_finished = True
                return

    def send(self):
        self.outbox.send(self.connection)
        if self.is_finished and not self.outbox.bytes and not self.is_shut:
            self.is_shut = True
            self.connection.shutdown(socket.SHUT_WR)
# ANCHOR_END: talk


def converse(talk):
    """Until the server closes."""
    with selectors.DefaultSelector() as selector:
        selector.register(talk.connection, selectors.EVENT_READ)
        while True:
            is_file = watch_keyboard(selector, not talk.is_finished and not talk.outbox.is_full())
            for key, events in selector.select(0 if is_file else None):
                if key.fd == KEYBOARD:
                    talk.read_keyboard()
                elif events & selectors.EVENT_READ and not talk.receive():
                    return
            if is_file:
                talk.read_keyboard()
            talk.send()
            wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if talk.outbox.bytes else 0)
            selector.modify(talk.connection, wanted)


def watch_keyboard(selector, is_wanted):
    """Watches stdin, or does not. True if it is a file, which can't be watched, and can always be read."""
    is_watched = KEYBOARD in selector.get_map()
    if is_wanted and not is_watched:
        try:
            selector.register(KEYBOARD, selectors.EVENT_READ)
        except PermissionError:
            return True
    elif is_watched and not is_wanted:
        selector.unregister(KEYBOARD)
    return False


def main():
    host, port = client_arguments("lab7-client")
    try:
        connection = socket.create_connection((host, port))
    except (OSError, UnicodeError) as problem:
        fail(f"{host} port {port}: {problem}")
    connection.setblocking(False)
    talk, trouble = Talk(connection), None
    try:
        converse(talk)
    except (BadFrame, OSError) as problem:
        trouble = problem
    if talk.acknowledged < talk.sent:
        fail(f"{talk.sent - talk.acknowledged} messages unacknowledged")
    if trouble or not talk.is_finished:
        fail(trouble or "the server has closed the connection")


run(main)
