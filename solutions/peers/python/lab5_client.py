"""Lab 5, the client: sends what is typed at once, and prints what arrives whenever it arrives."""

import os
import socket
import sys
import threading

from common import client_arguments, fail, report, run, say, text
from frames import BadFrame, frame, frames


# ANCHOR: threads
class Conversation:
    """What both threads have to know. Each attribute is written by one thread only."""

    def __init__(self, connection):
        self.connection = connection
        self.sent = 0
        self.finished = False  # nothing more is going to be sent

    def send_lines(self):
        """The keyboard's thread."""
        try:
            for line in sys.stdin.buffer:
                line = line.removesuffix(b"\n")
                self.sent += 1  # before it is sent: its answer may come at once
                self.finished = line == b"/bye"
                self.connection.sendall(frame(line))
                if self.finished:
                    break
            self.finished = True
            self.connection.shutdown(socket.SHUT_WR)
        except BadFrame as problem:
            report(problem)
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the connection is gone: the other thread sees that as well, and says so

    def print_answers(self):
        """The main thread, until the server closes. Returns what was wrong with that, if anything was."""
        acknowledged, problem = 0, None
        try:
            with self.connection.makefile("rb") as stream:
                for answer in frames(stream):
                    say(f"ack: {text(answer)}")
                    if answer.startswith(b"received: ") or answer == b"bye":
                        acknowledged += 1
        except (BadFrame, OSError) as trouble:
            problem = trouble
        if acknowledged < self.sent:
            return f"{self.sent - acknowledged} messages unacknowledged"
        if not self.finished:
            return problem or "the server has closed the connection"
        return problem
# ANCHOR_END: threads


def main():
    host, port = client_arguments("lab5-client")
    try:
        connection = socket.create_connection((host, port))
    except (OSError, UnicodeError) as problem:
        fail(f"{host} port {port}: {problem}")
    conversation = Conversation(connection)
    threading.Thread(target=conversation.send_lines, name="keyboard", daemon=True).start()
    problem = conversation.print_answers()
    if problem:
        report(problem)
    # Not sys.exit(): the keyboard's thread may hold stdin, and Python would wait for it to let go.
    os._exit(1 if problem else 0)


run(main)
