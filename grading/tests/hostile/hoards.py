"""Takes all descriptors that it can get, each with a port of its own, so that none is left for the checker."""
import socket
import time

held = []
while True:
    try:
        listener = socket.socket()
        held.append(listener)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
    except OSError:
        break
time.sleep(1000)
