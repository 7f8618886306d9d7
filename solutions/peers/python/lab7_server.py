"""Lab 7, the server: one loop for all clients, and no thread."""

import selectors
import sys
import time

from buffers import PIECE, Inbox, Outbox
from common import is_port, open_server, report, run, say, show, text, usage
from frames import BadFrame

WELCOME = b"Welcome, you are connected to the server"
PAUSE = 1  # seconds until accept is tried again, if nobody goes before

selector = selectors.DefaultSelector()
guests = set()


# ANCHOR: guest
class Guest:
    """A client, and how far the talk with it has come."""

    def __init__(self, connection, peer):
        self.connection, self.peer = connection, peer
        self.inbox, self.outbox = Inbox(), Outbox()
        self.is_finished = False  # nothing more is read
        self.heard = time.monotonic()
        self.outbox.put(WELCOME)

    def is_read_from(self):
        return not self.is_finished and not self.outbox.is_full()

    def go_on(self, can_read):
        if can_read and self.is_read_from():
            self.receive()
            self.answer()
        if self.outbox.is_full():
            self.heard = time.monotonic()  # nobody listens to it: it can't be called silent
        self.outbox.send(self.connection)

    def receive(self):
        try:
            piece = self.connection.recv(PIECE)
        except BlockingIOError:
            return
        self.is_finished = not piece
        self.inbox.bytes += piece
        if piece:
            self.heard = time.monotonic()
        elif self.inbox.bytes:
            report(f"{self.peer}: connection closed mid-frame")

    def answer(self):
        for message in self.inbox.frames():
            if message == b"/bye":
                self.is_finished = True
                self.outbox.put(b"bye")
                return
            say(f"{self.peer}: {text(message)}")
            self.outbox.put(b"received: " + message)

    def interest(self):
        wanted = selectors.EVENT_READ if self.is_read_from() else 0
        return wanted | (selectors.EVENT_WRITE if self.outbox.bytes else 0)
# ANCHOR_END: guest


def go_on(guest, can_read):
    """Lets a guest go on; it goes if that fails, or if everything is said."""
    try:
        guest.go_on(can_read)
    except (BadFrame, OSError) as problem:
        report(f"{guest.peer}: {problem}")
        part(guest)
        return
    interest = guest.interest()
    if not interest:
        part(guest)
    elif interest != selector.get_key(guest.connection).events:
        selector.modify(guest.connection, interest, guest)


def part(guest):
    selector.unregister(guest.connection)
    guest.connection.close()
    guests.discard(guest)
    say(f"disconnected {guest.peer} (active {len(guests)})")


def accept_all(listener):
    """Takes in everybody who waits. False if the system does not let us."""
    while True:
        try:
            connection, address = listener.accept()
        except BlockingIOError:
            return True
        except ConnectionAbortedError:
            continue
        except OSError as problem:
            report(f"cannot accept: {problem}")
            return False
        connection.setblocking(False)
        guest = Guest(connection, show(address))
        guests.add(guest)
        selector.register(connection, selectors.EVENT_READ, guest)
        say(f"connected {guest.peer} (active {len(guests)})")
        go_on(guest, False)


# ANCHOR: loop
def main():
    port, host, idle = arguments()
    listener = open_server(port, host)
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ)
    retry, look = None, None
    while True:
        before = len(guests)
        due = [moment for moment in (retry, look) if moment is not None]
        timeout = max(0, min(due) - time.monotonic()) if due else None
        for key, events in selector.select(timeout):
            if key.fileobj is not listener:
                go_on(key.data, bool(events & selectors.EVENT_READ))
            elif not accept_all(listener):
                # Whoever waits there would be told of again and again.
                selector.unregister(listener)
                retry = time.monotonic() + PAUSE
        look = send_away_the_silent(idle, look)
        if retry is not None and (len(guests) < before or time.monotonic() >= retry):
            selector.register(listener, selectors.EVENT_READ)
            retry = None
# ANCHOR_END: loop


def send_away_the_silent(idle, look):
    """Gives the time at which to look next."""
    now = time.monotonic()
    if idle is None or not guests:
        return None
    if look is not None and now < look:
        return look
    for guest in [guest for guest in guests if guest.is_read_from() and now >= guest.heard + idle]:
        guest.is_finished = True
        guest.outbox.put(b"idle")
        go_on(guest, False)
    return min((guest.heard + idle if guest.is_read_from() else now + idle for guest in guests), default=None)


def arguments():
    """PORT [HOST] [IDLE_MS] of the command line; the time in seconds."""
    words = sys.argv[1:]
    if not 1 <= len(words) <= 3 or not is_port(words[0]) or not words[-1].isascii():
        usage("lab7-server PORT [HOST] [IDLE_MS]")
    if len(words) == 3 and not words[2].isdigit():
        usage("lab7-server PORT [HOST] [IDLE_MS]")
    host = words[1] if len(words) > 1 else "127.0.0.1"
    return int(words[0]), host, int(words[2]) / 1000 if len(words) == 3 else None


run(main)
