"""Lab 5: two loops at two rates, each in a thread of its own."""

import sys
import threading
import time

from common import run, say, usage


def main():
    words = sys.argv[1:]
    if len(words) != 3 or not all(word.isascii() and word.isdigit() and int(word) > 0 for word in words):
        usage("lab5-two-rates SLOW_MS FAST_MS TOTAL_MS")
    slow, fast, total = (int(word) / 1000 for word in words)
    # ANCHOR: two-rates
    start = time.monotonic()
    other = threading.Thread(target=lines, args=("other", start, fast, total))
    other.start()
    lines("main", start, slow, total)
    other.join()
    # ANCHOR_END: two-rates


# ANCHOR: lines
def lines(name, start, period, total):
    """Prints line I at I times its period, as long as that is before the total. In seconds."""
    line = 0
    while line * period < total:
        # Until the line's own time, and not for a period: the small delays would add up.
        time.sleep(max(0, start + line * period - time.monotonic()))
        say(f"{name} thread {line}")
        line += 1
# ANCHOR_END: lines


run(main)
