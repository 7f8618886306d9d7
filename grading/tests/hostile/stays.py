"""Leaves a daemon that ignores every signal: it is gone with the box."""
import os
import signal
import time

for number in [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]:
    signal.signal(number, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(1000)
    os._exit(0)
print("listening on 127.0.0.1:1", flush=True)
while True:
    time.sleep(1000)
