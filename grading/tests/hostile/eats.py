"""Takes more memory than there is for it, in one process or in thirty: it is stopped, and the reason is told."""
import os
import sys
import time

size, others = (2500, 0) if len(sys.argv) % 2 else (200, 29)
for _ in range(others):
    if os.fork() == 0:
        break
block = bytearray(size * 1024 * 1024)
for at in range(0, len(block), 4096):
    block[at] = 1
time.sleep(60)
