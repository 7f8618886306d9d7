#!/usr/bin/env python3
"""Lab 5: sends what is typed, and prints what comes, whichever is first."""

import os
import socket
import sys
import threading

from lab5_frames import BadFrame, LARGEST, frame, frames
from netutil import arguments, error, fail, text


class Conversation:
    def __init__(self, connection):
        self.connection = connection
        self.sent = 0
        self.over = False

    def send_lines(self):
        try:
            for line in sys.stdin.buffer:
                payload = line.removesuffix(b"\n")
                if len(payload) > LARGEST:
                    error(f"frame of {len(payload)} bytes is larger than {LARGEST}")
                    continue
                self.sent += 1
                self.over = payload == b"/bye"
                self.connection.sendall(frame(payload))
                if self.over:
                    return
            self.over = True
            self.connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the other thread has seen it, too

    def print_answers(self):
        received, problem = 0, None
        try:
            with self.connection.makefile("rb") as stream:
                for payload in frames(stream):
                    sys.stdout.write(f"ack: {text(payload)}\n")
                    sys.stdout.flush()
                    received += payload.startswith(b"received: ") or payload == b"bye"
        except (BadFrame, OSError) as trouble:
            problem = trouble
        if received < self.sent:
            return f"{self.sent - received} messages unacknowledged"
        return problem or (None if self.over else "the server has closed the connection")


def main():
    args = arguments("host", "port")
    try:
        connection = socket.create_connection((args.host, args.port))
    except (OSError, UnicodeError) as problem:
        fail(f"{args.host} port {args.port}: {problem}")
    conversation = Conversation(connection)
    threading.Thread(target=conversation.send_lines, daemon=True).start()
    problem = conversation.print_answers()
    if problem:
        error(problem)
    sys.stdout.flush()
    os._exit(1 if problem else 0)  # the thread may still wait for the keyboard


if __name__ == "__main__":
    main()
