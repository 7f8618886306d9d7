#!/usr/bin/env python3
"""Lab 6: the chat server, with two threads and a queue for each client."""

import queue
import re
import socket
import threading

from lab6_frames import LARGEST, BadFrame, frame, frames
from netutil import accept_forever, arguments, bound_socket, error, show

END = None
users = {}
lock = threading.Lock()


class Client:
    def __init__(self, connection):
        self.connection = connection
        self.queue = queue.Queue()
        self.name = None
        threading.Thread(target=self.write, daemon=True).start()

    def write(self):
        try:
            while (payload := self.queue.get()) is not END:
                self.connection.sendall(frame(payload))
        except OSError:
            pass
        self.hang_up()

    def hang_up(self):
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def post(self, payload):
        if self.queue.qsize() >= 256:
            self.hang_up()
        else:
            self.queue.put(payload.encode())

    def obey(self, payload):
        """False once the client has quit."""
        try:
            word, _, rest = payload.decode().partition(" ")
        except UnicodeDecodeError:
            word, rest = "", ""
        if self.name is None:
            if word == "LOGIN":
                self.log_in(rest)
            else:
                self.post("ERR not-logged-in say LOGIN first")
        elif word == "LOGIN":
            self.post("ERR already-logged-in once is enough")
        elif word == "QUIT" and not rest:
            return False
        elif word == "USERS" and not rest:
            with lock:
                self.post("USERS " + " ".join(sorted(users)))
        elif word == "MSG" and rest.partition(" ")[2]:
            to, _, text = rest.partition(" ")
            message = f"MSG {self.name} {text}"
            with lock:
                if len(message.encode()) > LARGEST:
                    self.post("ERR bad-command too long")
                elif to not in users:
                    self.post("ERR no-such-user who?")
                else:
                    users[to].post(message)
        else:
            self.post("ERR bad-command what?")
        return True

    def log_in(self, name):
        with lock:
            if not re.fullmatch("[a-zA-Z0-9_-]{1,16}", name):
                self.post("ERR bad-name no name")
            elif name in users:
                self.post("ERR name-taken sorry")
            else:
                self.post("OK " + name)
                for other in users.values():
                    other.post("JOINED " + name)
                users[name] = self
                self.name = name

    def leave(self):
        with lock:
            if self.name is not None:
                del users[self.name]
                for other in users.values():
                    other.post("LEFT " + self.name)
        self.queue.put(END)


def serve(connection, peer):
    client = Client(connection)
    try:
        with connection.makefile("rb") as stream:
            for payload in frames(stream):
                if not client.obey(payload):
                    break
    except (BadFrame, OSError) as problem:
        error(f"{show(peer)}: {problem}")
    client.leave()


def main():
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    for connection, peer in accept_forever(listener):
        threading.Thread(target=serve, args=(connection, peer), daemon=True).start()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
