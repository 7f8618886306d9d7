"""Fills whatever it can write to, and stdout: each has an end, and the neighbour does not notice."""
import sys

block = b"x" * (1 << 20)
for place in ["fill", "/tmp/fill", "/dev/shm/fill", "/dev/fill", "/fill"]:
    try:
        with open(place, "wb") as out:
            for _ in range(400):
                out.write(block)
    except OSError:
        pass
for _ in range(4):
    sys.stdout.buffer.write(block)
