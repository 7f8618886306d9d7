"""Lab 3, the server: accepts lines from one client at a time, and tells its state."""

from enum import Enum

from common import clients, open_server, report, run, say, server_arguments, text
from lines import Lines


class State(Enum):
    LISTENING = "listening"
    CONNECTED = "connected"


def enter(state):
    say(f"state: {state.value}")


def main():
    port, host = server_arguments("lab3-server")
    server = open_server(port, host)
    enter(State.LISTENING)
    # ANCHOR: serve
    for connection, peer in clients(server):
        enter(State.CONNECTED)
        with connection:
            try:
                answer(connection)
            except OSError as problem:
                report(f"{peer}: {problem}")
        enter(State.LISTENING)  # whatever has happened to the client
    # ANCHOR_END: serve


def answer(connection):
    """Answers each line, until the client says `close` or is gone."""
    lines = Lines()
    while piece := connection.recv(65536):
        for line in lines.feed(piece):
            if line.lower() == b"close":
                connection.sendall(b"closed\n")
                return
            say(f"received: {text(line)}")
            connection.sendall(b"accepted\n")
    if lines.unfinished:
        report("the client has gone in the middle of a line")


run(main)
