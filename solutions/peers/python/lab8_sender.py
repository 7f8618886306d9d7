"""Lab 8, the sender: brings a file over a network that loses, repeats, reorders, delays and damages datagrams."""

import socket
import sys
import time

import segments
from common import addresses, fail, is_port, run, say, show, usage

FIRST, SHORTEST, LONGEST = 0.1, 0.02, 0.5  # seconds
TIME_OUTS = 8
REPETITIONS = 3


def arguments():
    """HOST PORT FILE [WINDOW] of the command line."""
    words = sys.argv[1:]
    window = words[3] if len(words) == 4 else "1"
    is_window = window.isascii() and window.isdigit() and 1 <= int(window) <= 1024
    if len(words) not in (3, 4) or not is_port(words[1]) or not is_window:
        usage("lab8-sender HOST PORT FILE [WINDOW]")
    return words[0], int(words[1]), words[2], int(window)


# ANCHOR: clock
# ANCHOR: learnt
class Clock:
    """How long to wait for an acknowledgement (RFC 6298)."""

    def __init__(self):
        self.time_out = FIRST
        self.smoothed = self.deviation = None
# ANCHOR_END: learnt

    def learn(self, sample):
        if self.smoothed is None:
            self.smoothed, self.deviation = sample, sample / 2
        else:
            self.deviation += (abs(self.smoothed - sample) - self.deviation) / 4
            self.smoothed += (sample - self.smoothed) / 8
        self.time_out = min(max(self.smoothed + 4 * self.deviation, SHORTEST), LONGEST)

    def back_off(self):
        self.time_out = min(2 * self.time_out, LONGEST)
# ANCHOR_END: clock


class Silence(Exception):
    """Nobody has answered, however often it was tried."""


# ANCHOR: transfer
def cut(file):
    """The datagrams that carry a file, the end among them."""
    pieces = [file[at:at + segments.PAYLOAD] for at in range(0, len(file), segments.PAYLOAD)] + [b""]
    return [segments.write(segments.DATA, number, piece) for number, piece in enumerate(pieces)]


# ANCHOR: outgoing
class Transfer:
    """A file on its way."""

    def __init__(self, sender, receiver, file, window):
        self.sender, self.receiver, self.window = sender, receiver, window
        self.segments = cut(file)  # the datagrams, by their numbers
        self.sent = [(0, 0)] * len(self.segments)  # when each was sent last, and how often
        self.first = 0  # the first that is not acknowledged
        self.next = 0  # the one that is to be sent next
        self.repetitions = 0  # of the last acknowledgement
        self.time_outs = 0  # in a row
        self.clock = Clock()
        self.deadline = 0  # when the time of `first` is over
# ANCHOR_END: outgoing

    def run(self):
        while self.first < len(self.segments):
            while self.next < min(self.first + self.window, len(self.segments)):
                if self.next == self.first:
                    self.restart()
                self.send(self.next)
                self.next += 1
            number = self.acknowledgement()
            if number is None:
                self.run_out()
            elif number > self.first:
                self.move_on(number)
            else:
                self.repetitions += 1
                if self.repetitions == REPETITIONS:
                    self.send(self.first)
                    self.restart()

    def restart(self):
        self.deadline = time.monotonic() + self.clock.time_out

    def send(self, number):
        self.sent[number] = time.monotonic(), self.sent[number][1] + 1
        self.sender.sendto(self.segments[number], self.receiver)

    def acknowledgement(self):
        """The number of the next acknowledgement, or None if the time runs out."""
        while (left := self.deadline - time.monotonic()) > 0:
            self.sender.settimeout(left)
            try:
                data, peer = self.sender.recvfrom(65536)
            except TimeoutError:
                return None
            kind, number, _ = segments.read(data) or (None, None, None)
            is_known = peer[:2] == self.receiver[:2] and kind == segments.ACKNOWLEDGEMENT
            if is_known and self.first <= number <= len(self.segments):
                return number
        return None

    def move_on(self, number):
        if all(times == 1 for _, times in self.sent[self.first:number]):
            self.clock.learn(time.monotonic() - self.sent[number - 1][0])
        self.first, self.next = number, max(self.next, number)
        self.repetitions = self.time_outs = 0
        self.restart()

    def run_out(self):
        self.time_outs += 1
        if self.time_outs == TIME_OUTS:
            raise Silence(f"no answer from {show(self.receiver)}")
        self.clock.back_off()
        self.next = self.first  # all of it again
# ANCHOR_END: transfer


def main():
    host, port, path, window = arguments()
    try:
        with open(path, "rb") as opened:
            file = opened.read()
    except OSError as problem:
        fail(problem)
    problem = None
    for family, receiver in addresses(host, port, socket.SOCK_DGRAM):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sender:
                Transfer(sender, receiver, file, window).run()
            return say(f"sent {len(file)} bytes")
        except (Silence, OSError) as trouble:
            problem = trouble
    fail(problem)


run(main)
