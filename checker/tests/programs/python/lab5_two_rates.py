#!/usr/bin/env python3
"""Lab 5: two loops at two rates, a thread each."""

import sys
import threading
import time


def lines(name, start, period, total):
    line = 0
    while line * period < total:
        time.sleep(max(0, start + line * period - time.monotonic()))
        sys.stdout.write(f"{name} thread {line}\n")
        sys.stdout.flush()
        line += 1


def main():
    try:
        slow, fast, total = (int(word) / 1000 for word in sys.argv[1:])
        if min(slow, fast, total) <= 0:
            raise ValueError
    except ValueError:
        print("usage: two_rates SLOW_MS FAST_MS TOTAL_MS", file=sys.stderr)
        sys.exit(2)
    start = time.monotonic()
    other = threading.Thread(target=lines, args=("other", start, fast, total))
    other.start()
    lines("main", start, slow, total)
    other.join()


if __name__ == "__main__":
    main()
