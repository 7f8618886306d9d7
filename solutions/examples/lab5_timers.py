"""Kitchen timers: one thread for each, and none of them waits for another."""

import sys
import threading
import time


# ANCHOR: ring
def ring(name, seconds):
    time.sleep(seconds)
    print(f"{name}: ready", flush=True)
# ANCHOR_END: ring


# ANCHOR: timers
running = []
for argument in sys.argv[1:]:
    name, ms = argument.split("=")
    timer = threading.Thread(target=ring, args=(name, int(ms) / 1000), name=name)
    timer.start()
    running.append(timer)
print(f"{len(running)} timers are running", flush=True)
for timer in running:
    timer.join()
print("everything is ready")
# ANCHOR_END: timers
