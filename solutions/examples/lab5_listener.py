"""A listener: counts the bytes that a server sends, and says how many have come whenever Enter is pressed."""

import os
import socket
import sys
import threading

radio = socket.create_connection((sys.argv[1], int(sys.argv[2])))
# ANCHOR: shared
lock = threading.Lock()
heard = {"bytes": 0, "reads": 0}  # what both threads have to know
# ANCHOR_END: shared


# ANCHOR: listen
def listen():
    """Counts what comes, until the end of the stream."""
    while piece := radio.recv(4096):  # waits, without the lock
        with lock:
            heard["bytes"] += len(piece)
            heard["reads"] += 1
# ANCHOR_END: listen


# ANCHOR: tell
def tell_at_enter():
    """Says how much has come, at each Enter. At the end of stdin it says goodbye to the server."""
    for _line in sys.stdin:
        with lock:
            print(f"{heard['bytes']} bytes in {heard['reads']} reads", flush=True)
    try:
        radio.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the server has gone already
# ANCHOR_END: tell


# ANCHOR: threads
threading.Thread(target=tell_at_enter, name="keyboard", daemon=True).start()
listen()
print("the server has finished", flush=True)
os._exit(0)  # whatever the keyboard's thread is waiting for
# ANCHOR_END: threads
