"""Lab 6, checkpoint 1, the server: what is typed here is printed there, and the other way round."""

import socket
import sys
import threading

from common import clients, open_server, report, run, say, server_arguments, text


class Desk:
    """Who is connected just now, for the two threads that have to know."""

    def __init__(self):
        self.lock = threading.Lock()
        self.connection = None

    def seat(self, connection):
        with self.lock:
            self.connection = connection

    def clear(self):
        """Gives the connection back: from now on nobody is connected."""
        with self.lock:
            connection, self.connection = self.connection, None
            return connection


def keyboard(desk):
    """Sends what is typed to whoever is connected."""
    for line in sys.stdin.buffer:
        line = line.removesuffix(b"\n")
        is_exit = line == b"EXIT"
        connection = desk.clear() if is_exit else desk.connection
        try:
            if connection is None:
                report("nobody is connected")
            elif is_exit:
                # Not close(): the other thread is in recv(), which this ends for it.
                connection.shutdown(socket.SHUT_RDWR)
            else:
                connection.sendall(line + b"\n")
        except OSError as problem:
            report(problem)


def main():
    port, host = server_arguments("lab6-pair-server")
    server = open_server(port, host)
    desk = Desk()
    threading.Thread(target=keyboard, args=(desk,), name="keyboard", daemon=True).start()
    for connection, peer in clients(server):
        desk.seat(connection)
        with connection, connection.makefile("rb") as stream:
            try:
                for line in stream:
                    say(text(line.removesuffix(b"\n")))
            except OSError as problem:
                report(f"{peer}: {problem}")
            desk.clear()


run(main)
