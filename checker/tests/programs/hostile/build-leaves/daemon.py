# Leaves a daemon behind that has nothing in common with who started it.
import os

if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    os.closerange(0, 64)
    os.execve("/bin/sleep", ["left-by-a-build", "600"], {})
os.wait()
