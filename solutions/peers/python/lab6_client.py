"""Lab 6, checkpoint 2, the line client of the chat."""

import os
import socket
import sys
import threading

from common import client_arguments, fail, report, run, say, text
from frames import BadFrame, frame, frames


class Chat:
    def __init__(self, connection):
        self.connection = connection
        self.leaving = False  # written by the keyboard's thread, before the server can know of it

    def send(self, command):
        try:
            self.connection.sendall(frame(command))
        except BadFrame as problem:
            report(problem)  # too long to be sent; nothing was

    def send_typed(self):
        """The keyboard's thread: does what is typed, until /bye or the end of stdin."""
        partner = None
        try:
            for line in sys.stdin.buffer:
                line = line.removesuffix(b"\n")
                if line == b"/bye":
                    break
                if line == b"/users":
                    self.send(b"USERS")
                elif line.startswith(b"/chat "):
                    partner = line.removeprefix(b"/chat ")
                elif partner is None:
                    report("choose somebody with /chat NAME")
                else:
                    self.send(b"MSG " + partner + b" " + line)
            self.leaving = True
            self.send(b"QUIT")
            # The main thread prints what the server still has to tell, until that closes as well.
            self.connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the connection is gone: the main thread sees that as well, and says so

    def print_events(self):
        """The main thread, until the server closes. Returns what was wrong with that, if anything was."""
        try:
            events = frames(self.connection.makefile("rb"))
            first = text(next(events, b"ERR the server has gone"))
            if not first.startswith("OK "):
                return first.removeprefix("ERR ")
            say(f"logged in as {first.removeprefix('OK ')}")
            threading.Thread(target=self.send_typed, name="keyboard", daemon=True).start()
            for payload in events:
                show(text(payload))
        except (BadFrame, OSError) as problem:
            return None if self.leaving else problem
        return None if self.leaving else "the server has gone"


def show(event):
    command, _, rest = event.partition(" ")
    if command == "MSG":
        name, _, message = rest.partition(" ")
        say(f"{name}: {message}")
    elif command == "USERS":
        say(f"users: {rest}")
    elif command in ("JOINED", "LEFT"):
        say(f"* {rest} {command.lower()}")
    elif command == "ERR":
        report(rest)


def main():
    host, port, name = client_arguments("lab6-client", "NAME")
    try:
        connection = socket.create_connection((host, port))
        connection.sendall(frame(b"LOGIN " + os.fsencode(name)))
    except (OSError, UnicodeError) as problem:
        fail(f"{host} port {port}: {problem}")
    problem = Chat(connection).print_events()
    if problem:
        report(problem)
    # Not sys.exit(): the keyboard's thread may hold stdin, and Python would wait for it to let go.
    os._exit(1 if problem else 0)


run(main)
