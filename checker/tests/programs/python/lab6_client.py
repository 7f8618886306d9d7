#!/usr/bin/env python3
"""Lab 6: the line client of the chat."""

import os
import socket
import sys
import threading

from lab6_frames import BadFrame, frame, frames
from netutil import arguments, error, fail, text


def keyboard(connection):
    to = None
    for line in sys.stdin.buffer:
        line = line.removesuffix(b"\n")
        if line == b"/bye":
            break
        if line == b"/users":
            command = b"USERS"
        elif line.startswith(b"/chat "):
            to = line.removeprefix(b"/chat ")
            print("# you talk to", text(to), flush=True)
            continue
        elif to is None:
            error("choose somebody with /chat NAME")
            continue
        else:
            command = b"MSG " + to + b" " + line
        try:
            connection.sendall(frame(command))
        except OSError:
            return
    # No goodbye: the end of the stream is one.
    os._exit(0)


def show(payload):
    word, _, rest = text(payload).partition(" ")
    if word == "MSG":
        name, _, said = rest.partition(" ")
        print(f"{name}: {said}", flush=True)
    elif word == "USERS":
        print("users:", rest, flush=True)
    elif word in ("JOINED", "LEFT"):
        print("*", rest, word.lower(), flush=True)
    elif word == "ERR":
        error(rest)


def leave_with(problem):
    """Ends the program; sys.exit is not enough while the other thread waits for stdin."""
    error(problem)
    os._exit(1)


def main():
    args = arguments("host", "port", "name")
    try:
        connection = socket.create_connection((args.host, args.port))
        connection.sendall(frame(b"LOGIN " + args.name.encode()))
        stream = frames(connection.makefile("rb"))
        answer = text(next(stream, b"ERR the server has gone"))
        if not answer.startswith("OK "):
            fail(answer.removeprefix("ERR "))
        print("logged in as", answer[3:], flush=True)
        threading.Thread(target=keyboard, args=(connection,), daemon=True).start()
        for payload in stream:
            show(payload)
        leave_with("the server has gone")
    except (BadFrame, OSError, UnicodeError) as problem:
        leave_with(f"{args.host} port {args.port}: {problem}")


if __name__ == "__main__":
    main()
