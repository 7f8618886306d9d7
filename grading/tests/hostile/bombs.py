"""Forks as often as it may, each child in a session of its own: there is an end to it, and all are ended."""
import os
import time

for _ in range(4000):
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
            os._exit(0)
    except OSError:
        break
