"""A window to click in: a row of lamps, and a click switches one on or off."""

import os
import queue
import re
import termios
import threading
import time
import tty

# ANCHOR: happening
# What the main thread waits for, whichever comes first: the bytes of a key or of a click, or SECOND.
happenings = queue.SimpleQueue()
SECOND = None
# ANCHOR_END: happening

CLICK = re.compile(rb"\x1b\[<0;(\d+);(\d+)M")  # the left button goes down: column and row, counted from 1
ESC, CTRL_C = b"\x1b", b"\x03"


# ANCHOR: model
class Lamps:
    """What the program knows. It has no terminal, and no thread."""

    def __init__(self):
        self.is_on = [False] * 4
        self.seconds = 0

    def switch(self, number):
        self.is_on[number] = not self.is_on[number]

    def sum(self):
        """The lamps that are on, and how long the program has been running."""
        return f"{self.is_on.count(True)} on, {self.seconds} s"
# ANCHOR_END: model


# ANCHOR: parts
def parts():
    """Where each lamp stands, as left, top, width and height; and the row of the line below them."""
    return [(9 * number, 0, 9, 3) for number in range(4)], 3
# ANCHOR_END: parts


# ANCHOR: draw
def draw(lamps):
    places, below = parts()
    screen = ["\x1b[2J"]
    for (left, top, width, height), is_on in zip(places, lamps.is_on):
        text = "on" if is_on else "off"
        lines = ["┌" + "─" * (width - 2) + "┐", "│" + f"  {text}".ljust(width - 2) + "│"]
        lines.append(lines[0].replace("┌", "└").replace("┐", "┘"))
        for row, line in enumerate(lines):
            screen.append(at(left, top + row) + line)
    screen.append(at(0, below) + lamps.sum())
    os.write(1, "".join(screen).encode())
# ANCHOR_END: draw


def at(x, y):
    """Moves the cursor there. The terminal counts from 1."""
    return f"\x1b[{y + 1};{x + 1}H"


# ANCHOR: lamp-at
def lamp_at(x, y):
    """The lamp that was drawn in this column and row, if there is one."""
    places, _ = parts()
    for number, (left, top, width, height) in enumerate(places):
        if left <= x < left + width and top <= y < top + height:
            return number
    return None
# ANCHOR_END: lamp-at


# ANCHOR: waits
def tell_input():
    while keys := os.read(0, 1024):
        happenings.put(keys)


def tell_seconds():
    while True:
        time.sleep(1)
        happenings.put(SECOND)
# ANCHOR_END: waits


# ANCHOR: window
class Window:
    """The terminal while it is ours."""

    def __enter__(self):
        self.before = termios.tcgetattr(0)
        tty.setraw(0)
        os.write(1, b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h")

    def __exit__(self, *_):
        # In the opposite order, on every way out.
        os.write(1, b"\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?1049l")
        termios.tcsetattr(0, termios.TCSADRAIN, self.before)
# ANCHOR_END: window


def main():
    # ANCHOR: loop
    lamps = Lamps()
    with Window():
        threading.Thread(target=tell_seconds, name="clock", daemon=True).start()
        threading.Thread(target=tell_input, name="terminal", daemon=True).start()
        draw(lamps)
        while True:
            happening = happenings.get()
            if happening is SECOND:
                lamps.seconds += 1
            elif happening in (ESC, CTRL_C):
                break
            else:
                # One read may have brought several clicks.
                for column, row in CLICK.findall(happening):
                    number = lamp_at(int(column) - 1, int(row) - 1)
                    if number is not None:
                        lamps.switch(number)
            draw(lamps)
    # ANCHOR_END: loop


main()
