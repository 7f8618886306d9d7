"""Leaves a daemon that ignores every signal and keeps the port: it is gone with the box."""
import os
import signal
import socket
import sys
import time

for number in [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]:
    signal.signal(number, signal.SIG_IGN)
listener = socket.socket()
try:
    listener.bind(("127.0.0.1", int(sys.argv[2])))
    listener.listen()
except (IndexError, ValueError, OverflowError, OSError):
    pass
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(1000)
    os._exit(0)
print("listening on 127.0.0.1:1", flush=True)
while True:
    time.sleep(1000)
