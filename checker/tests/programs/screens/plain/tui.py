"""A full-screen client with nothing but escape sequences: the list on the right, the mouse in bytes, Ctrl-C a signal."""

import os
import select
import shutil
import signal
import socket
import struct
import sys
import termios


class Client:
    def __init__(self, sock, own):
        self.sock, self.own = sock, own
        self.users, self.unread, self.said = set(), set(), {}
        self.open, self.typed, self.frames, self.keys = None, "", b"", b""
        self.wake, self.woken = os.pipe()
        os.set_blocking(self.woken, False)
        signal.set_wakeup_fd(self.woken, warn_on_full_buffer=False)
        signal.signal(signal.SIGWINCH, lambda *_: None)
        signal.signal(signal.SIGINT, lambda *_: None)

    def send(self, text):
        payload = text.encode()
        self.sock.sendall(struct.pack(">I", len(payload)) + payload)

    def run(self):
        self.send("LOGIN " + self.own)
        self.send("USERS")
        # Neither echo nor lines, but Ctrl-C stays a signal, and Enter stays a newline.
        before = termios.tcgetattr(0)
        now = termios.tcgetattr(0)
        now[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSADRAIN, now)
        os.write(1, b"\x1b[?1049h\x1b[?25l\x1b[?1000h")
        try:
            return self.loop()
        finally:
            os.write(1, b"\x1b[?1000l\x1b[?25h\x1b[m\x1b[?1049l")
            termios.tcsetattr(0, termios.TCSADRAIN, before)

    def loop(self):
        while True:
            self.draw()
            ready, _, _ = select.select([0, self.sock, self.wake], [], [])
            if self.wake in ready and signal.SIGINT in os.read(self.wake, 100):
                return 0
            if self.sock in ready:
                piece = self.sock.recv(65536)
                if not piece:
                    print("error: the server has gone", file=sys.stderr)
                    return 1
                self.frames += piece
                self.take_frames()
            if 0 in ready:
                self.keys += os.read(0, 1024)
                if not self.take_keys():
                    return 0

    def take_frames(self):
        while len(self.frames) >= 4:
            (length,) = struct.unpack(">I", self.frames[:4])
            if len(self.frames) < 4 + length:
                return
            self.told(self.frames[4 : 4 + length].decode(errors="replace"))
            self.frames = self.frames[4 + length :]

    def told(self, event):
        word, _, rest = event.partition(" ")
        if word == "USERS":
            self.users = set(rest.split()) - {self.own}
        elif word == "JOINED":
            self.users.add(rest)
        elif word == "LEFT":
            self.users.discard(rest)
        elif word == "MSG":
            name, _, text = rest.partition(" ")
            self.said.setdefault(name, []).append(f"{name}: {text}")
            if name != self.open:
                self.unread.add(name)

    def take_keys(self):
        while self.keys:
            if self.keys == b"\x1b":
                # Esc by itself, or the beginning of something: that comes at once.
                if not select.select([0], [], [], 0.1)[0]:
                    return False
                self.keys += os.read(0, 1024)
            if self.keys.startswith(b"\x1b[M"):
                if len(self.keys) < 6:
                    return True
                button, column, row = (byte - 32 for byte in self.keys[3:6])
                self.keys = self.keys[6:]
                if button == 0:
                    self.clicked(column - 1, row - 1)
            elif self.keys.startswith(b"\x1b"):
                self.keys = self.keys[3:]
            else:
                # One character, of as many bytes as its first one says.
                first = self.keys[0]
                count = 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
                if len(self.keys) < count:
                    return True
                self.pressed(self.keys[:count].decode(errors="replace"))
                self.keys = self.keys[count:]
        return True

    def pressed(self, key):
        if key == "\n":
            if self.open and self.typed:
                self.send(f"MSG {self.open} {self.typed}")
                self.said.setdefault(self.open, []).append("me: " + self.typed)
            self.typed = ""
        elif key == "\x7f":
            self.typed = self.typed[:-1]
        elif key.isprintable():
            self.typed += key

    def clicked(self, column, row):
        columns, _ = shutil.get_terminal_size()
        names = sorted(self.users)
        if column >= columns - 20 and 0 <= row - 3 < len(names):
            self.open = names[row - 3]
            self.unread.discard(self.open)

    def draw(self):
        columns, rows = os.get_terminal_size()
        out = ["\x1b[2J"]

        def put(column, row, text):
            out.append(f"\x1b[{row + 1};{column + 1}H{text}")

        put(0, 0, f"Chat with {self.open}" if self.open else "Click on somebody")
        put(columns - 20, 1, "\x1b[4mUsers\x1b[m")
        for row, name in enumerate(sorted(self.users)):
            put(columns - 20, row + 3, ("* " if name in self.unread else "- ") + name)
        for row, line in enumerate(self.said.get(self.open, [])[-(rows - 6) :]):
            put(2, row + 2, line[: columns - 24])
        put(0, rows - 1, f"{self.own}> {self.typed}")
        os.write(1, "".join(out).encode())


def main():
    if len(sys.argv) != 4 or not sys.argv[2].isdigit() or int(sys.argv[2]) > 65535:
        print("usage: tui.py HOST PORT NAME", file=sys.stderr)
        return 2
    try:
        sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        return Client(sock, sys.argv[3]).run()
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


sys.exit(main())
