"""Lab 5, the server: a thread for each client."""

import threading

from common import clients, open_server, report, run, say, server_arguments, text
from frames import BadFrame, frame, frames

WELCOME = b"Welcome, you are connected to the server"


# ANCHOR: serve
active = 0
lock = threading.Lock()


def main():
    port, host = server_arguments("lab5-server")
    for connection, peer in clients(open_server(port, host)):
        count("connected", peer, 1)
        threading.Thread(target=serve, args=(connection, peer), name=peer, daemon=True).start()


def count(event, peer, change):
    global active
    with lock:  # two threads that read, add and write at once could lose a client
        active += change
        say(f"{event} {peer} (active {active})")


def serve(connection, peer):
    try:
        with connection:
            talk(connection, peer)
    except (BadFrame, OSError) as problem:
        report(f"{peer}: {problem}")
    finally:
        count("disconnected", peer, -1)
# ANCHOR_END: serve


# ANCHOR: talk
def talk(connection, peer):
    connection.sendall(frame(WELCOME))
    with connection.makefile("rb") as stream:
        for message in frames(stream):
            if message == b"/bye":
                connection.sendall(frame(b"bye"))
                return
            say(f"{peer}: {text(message)}")
            connection.sendall(frame(b"received: " + message))
# ANCHOR_END: talk


run(main)
