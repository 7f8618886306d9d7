"""The first to end: a keyboard and a clock, and whichever is first decides."""

import os
import queue
import sys
import threading
import time

seconds = int(sys.argv[1]) / 1000
print("What is the capital of France?", flush=True)


# ANCHOR: work
def ask():
    """One of the two: it ends with what was typed."""
    done.put(sys.stdin.readline().rstrip())


def wait():
    """The other: it ends with nothing."""
    time.sleep(seconds)
    done.put(None)
# ANCHOR_END: work


# ANCHOR: threads
done = queue.Queue()
threading.Thread(target=ask, name="keyboard", daemon=True).start()
threading.Thread(target=wait, name="clock", daemon=True).start()
answer = done.get()
if answer is not None:
    print(f"You have said {answer}.", flush=True)
else:
    print("Error: the time is over", file=sys.stderr, flush=True)
os._exit(0 if answer is not None else 1)
# ANCHOR_END: threads
