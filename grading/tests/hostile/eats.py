"""Takes more memory than there is for it, in several processes: it is stopped, and the reason is told."""
import os
import time

for _ in range(3):
    if os.fork() == 0:
        break
block = bytearray(800 * 1024 * 1024)
for at in range(0, len(block), 4096):
    block[at] = 1
time.sleep(60)
