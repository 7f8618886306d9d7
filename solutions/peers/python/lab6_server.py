"""Lab 6, checkpoint 2, the chat server: a dictionary of names, and for each client two threads and a queue."""

import queue
import re
import socket
import threading

from common import clients, open_server, report, run, server_arguments
from frames import LARGEST, BadFrame, frame, frames

WAITING = 256  # frames that may wait for one user
NAME = re.compile("[a-zA-Z0-9_-]{1,16}")

users = {}
lock = threading.Lock()  # for `users`; never held while something is sent


class Client:
    def __init__(self, connection, peer):
        self.connection, self.peer = connection, peer
        self.name = None
        self.queue = queue.Queue()

    def start(self):
        for part in (self.read, self.write):
            threading.Thread(target=part, name=f"{self.peer} {part.__name__}", daemon=True).start()

    # ANCHOR: queue
    def post(self, text):
        """Puts a frame into the user's queue. Nobody ever waits for a user who does not read."""
        if self.queue.qsize() >= WAITING:
            self.hang_up()
        else:
            self.queue.put(text.encode())

    def write(self):
        """The writer's thread: the only one that sends to this user."""
        try:
            while (payload := self.queue.get()) is not None:
                self.connection.sendall(frame(payload))
        except OSError:
            pass  # the reader hears of it, too
        self.hang_up()
        self.connection.close()
    # ANCHOR_END: queue

    def hang_up(self):
        try:
            self.connection.shutdown(socket.SHUT_RDWR)  # ends the recv() of the one thread and the send() of the other
        except OSError:
            pass  # gone already

    def read(self):
        """The reader's thread: obeys one command after the other."""
        try:
            with self.connection.makefile("rb") as stream:
                for payload in frames(stream):
                    if not self.obey(payload):
                        break
        except (BadFrame, OSError) as problem:
            report(f"{self.peer}: {problem}")
        self.leave()

    def obey(self, payload):
        """Does what a frame asks for; False if that is to end the connection."""
        try:
            command, _, rest = payload.decode().partition(" ")
        except UnicodeDecodeError:
            command, rest = "", ""  # no command that there is
        with lock:
            if self.name is None:
                if command == "LOGIN":
                    self.log_in(rest)
                else:
                    self.post("ERR not-logged-in say LOGIN and a name first")
            elif command == "LOGIN":
                self.post(f"ERR already-logged-in you are {self.name}")
            elif command == "QUIT" and not rest:
                return False
            elif command == "USERS" and not rest:
                self.post("USERS " + " ".join(sorted(users)))
            elif command == "MSG":
                self.pass_on(*rest.partition(" ")[::2])
            else:
                self.post("ERR bad-command there is LOGIN, MSG, USERS and QUIT")
        return True

    def log_in(self, name):
        if not NAME.fullmatch(name):
            self.post("ERR bad-name 1 to 16 of a-z, A-Z, 0-9, - and _")
        elif name in users:
            self.post(f"ERR name-taken {name} is here already")
        else:
            self.post(f"OK {name}")
            tell_all(f"JOINED {name}")
            self.name, users[name] = name, self

    def pass_on(self, name, text):
        message = f"MSG {self.name} {text}"
        if not text or len(message.encode()) > LARGEST:
            self.post("ERR bad-command a message has a name and a text that fits a frame")
        elif name not in users:
            self.post(f"ERR no-such-user {name[:16]} is not here")
        else:
            users[name].post(message)

    def leave(self):
        with lock:
            if self.name is not None:
                del users[self.name]
                tell_all(f"LEFT {self.name}")
        self.queue.put(None)  # the writer sends what is still waiting, and ends


def tell_all(news):
    for user in users.values():
        user.post(news)


def main():
    port, host = server_arguments("lab6-server")
    for connection, peer in clients(open_server(port, host)):
        Client(connection, peer).start()


run(main)
