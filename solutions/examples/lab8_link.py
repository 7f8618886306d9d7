"""A narrow link: what comes to LISTEN goes on to TO, one datagram at a time. Three may wait, and what comes then is
lost. Several pairs share the link. What goes the other way takes no time."""

import queue
import socket
import sys
import threading
import time

EACH = 0.040
ROOM = 3

lock = threading.Lock()
free = time.monotonic()
link = queue.Queue()
# Where the datagrams come from: there the answers go.
senders = {}


# ANCHOR: carry
def carry(near, far):
    global free  # when the link will be free
    while True:
        datagram, sender = near.recvfrom(2000)
        senders[near] = sender
        with lock:
            now = time.monotonic()
            begins = max(now, free)
            if begins - now > EACH * ROOM:
                print(f"full: lost {len(datagram)} bytes from {sender[0]}:{sender[1]}", flush=True)
                continue
            free = begins + EACH
            link.put((free, datagram, far))
# ANCHOR_END: carry


def bring_back(near, far):
    while True:
        try:
            near.sendto(far.recv(2000), senders[near])
        except ConnectionRefusedError:
            pass  # It tells of a datagram before: nobody has the port yet.


def main():
    ports = [int(word) for word in sys.argv[1:]]
    if not ports or len(ports) % 2:
        sys.exit("usage: lab8_link.py LISTEN TO [LISTEN TO]")
    for listen, to in zip(ports[::2], ports[1::2]):
        near = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        near.bind(("127.0.0.1", listen))
        far = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        far.connect(("127.0.0.1", to))
        print("listening on %s:%d" % near.getsockname(), flush=True)
        threading.Thread(target=carry, args=(near, far), daemon=True).start()
        threading.Thread(target=bring_back, args=(near, far), daemon=True).start()
    while True:
        at, datagram, far = link.get()
        time.sleep(max(0, at - time.monotonic()))
        try:
            far.send(datagram)
        except ConnectionRefusedError:
            pass  # A port that nobody has is silence.


main()
