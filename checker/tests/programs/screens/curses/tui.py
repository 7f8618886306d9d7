"""A full-screen client with curses: windows with borders, drawn piece by piece, the mouse as curses has it."""

import curses
import queue
import socket
import struct
import sys
import threading


def main():
    if len(sys.argv) != 4 or not sys.argv[2].isdigit() or int(sys.argv[2]) > 65535:
        print("usage: tui.py HOST PORT NAME", file=sys.stderr)
        return 2
    own = sys.argv[3]
    try:
        sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        send(sock, "LOGIN " + own)
        answer = receive(sock)
        if answer is None or not answer.startswith("OK "):
            raise OSError(answer or "the server has gone")
        send(sock, "USERS")
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    try:
        curses.wrapper(lambda screen: Client(screen, sock, own).run())
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def send(sock, text):
    payload = text.encode()
    sock.sendall(struct.pack(">I", len(payload)) + payload)


def receive(sock):
    header = exactly(sock, 4)
    if header is None:
        return None
    payload = exactly(sock, struct.unpack(">I", header)[0])
    return None if payload is None else payload.decode(errors="replace")


def exactly(sock, count):
    data = b""
    while len(data) < count:
        piece = sock.recv(count - len(data))
        if not piece:
            return None
        data += piece
    return data


class Client:
    def __init__(self, screen, sock, own):
        self.screen, self.sock, self.own = screen, sock, own
        self.users, self.unread, self.said = [], set(), {}
        self.open, self.typed = None, ""
        self.events = queue.Queue()
        curses.mousemask(curses.ALL_MOUSE_EVENTS)
        curses.mouseinterval(0)
        curses.set_escdelay(50)
        self.screen.timeout(20)
        self.screen.keypad(True)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            while (event := receive(self.sock)) is not None:
                self.events.put(event)
        except OSError:
            pass
        self.events.put(None)

    def run(self):
        self.draw()
        while True:
            while not self.events.empty():
                event = self.events.get()
                if event is None:
                    raise OSError("the server has gone")
                self.told(event)
                self.draw()
            try:
                key = self.screen.get_wch()
            except curses.error:
                continue
            if key == "\x1b":
                return
            self.pressed(key)
            self.draw()

    def told(self, event):
        word, _, rest = event.partition(" ")
        if word == "USERS":
            self.users = [name for name in rest.split() if name != self.own]
        elif word == "JOINED":
            self.users = sorted(self.users + [rest])
        elif word == "LEFT":
            self.users.remove(rest)
        elif word == "MSG":
            name, _, text = rest.partition(" ")
            self.said.setdefault(name, []).append(f"{name}: {text}")
            if name != self.open:
                self.unread.add(name)

    def pressed(self, key):
        if key == curses.KEY_MOUSE:
            try:
                _, x, y, _, button = curses.getmouse()
            except curses.error:
                return
            left = curses.BUTTON1_PRESSED | curses.BUTTON1_CLICKED
            if button & left and x < 22 and 1 <= y <= len(self.users):
                self.open = self.users[y - 1]
                self.unread.discard(self.open)
        elif key == curses.KEY_RESIZE:
            pass
        elif key in ("\n", "\r") and self.open and self.typed:
            send(self.sock, f"MSG {self.open} {self.typed}")
            self.said.setdefault(self.open, []).append("me: " + self.typed)
            self.typed = ""
        elif key in (curses.KEY_BACKSPACE, "\x7f"):
            self.typed = self.typed[:-1]
        elif isinstance(key, str) and key.isprintable():
            self.typed += key

    def draw(self):
        rows, columns = self.screen.getmaxyx()
        self.screen.erase()
        names = curses.newwin(rows, 22, 0, 0)
        names.box()
        names.addstr(0, 2, "Users", curses.A_BOLD)
        for row, name in enumerate(self.users[: rows - 2]):
            style = curses.A_REVERSE if name == self.open else 0
            names.addstr(row + 1, 2, ("*" if name in self.unread else " ") + name, style)
        talk = curses.newwin(rows - 1, columns - 22, 0, 22)
        talk.box()
        if self.open:
            talk.addstr(0, 2, f" Chat with {self.open} ")
        for row, line in enumerate(self.said.get(self.open, [])[-(rows - 3) :]):
            talk.addnstr(row + 1, 1, line, columns - 24)
        self.screen.addnstr(rows - 1, 22, "> " + self.typed, columns - 23)
        self.screen.noutrefresh()
        names.noutrefresh()
        talk.noutrefresh()
        self.screen.move(rows - 1, min(24 + len(self.typed), columns - 1))
        curses.doupdate()


sys.exit(main())
