"""Lab 8: a thread receives, and another one writes the file."""

import queue
import socket
import sys
import threading
import time

from lab8_segments import ACK, DATA, pack, unpack
from netutil import bound_socket, error, fail, port

pieces = queue.Queue()


def write(file):
    try:
        while (piece := pieces.get()) is not None:
            file.write(piece)
    except OSError as problem:
        error(problem)


def serve(sock):
    sender, expected, total, deadline = None, 0, 0, None
    while True:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            return total
        sock.settimeout(left)
        try:
            data, peer = sock.recvfrom(2048)
        except TimeoutError:
            return total
        kind, number, payload = unpack(data)
        if kind != DATA or peer != (sender or (peer if number == 0 else None)):
            continue
        sender = peer
        if number == expected and deadline is None:
            pieces.put(payload)
            total += len(payload)
            expected += 1
            if not payload:
                deadline = 0
        if deadline is not None:
            deadline = time.monotonic() + 1
        sock.sendto(pack(ACK, expected), peer)


def main():
    words = sys.argv[1:]
    try:
        if len(words) not in (2, 3):
            raise ValueError
        number = port(words[0])
    except Exception:
        print("usage: receiver PORT FILE [HOST]", file=sys.stderr)
        sys.exit(2)
    try:
        file = open(words[1], "wb")
    except OSError as problem:
        fail(problem)
    sock = bound_socket(words[2] if len(words) == 3 else "127.0.0.1", number, socket.SOCK_DGRAM)
    writer = threading.Thread(target=write, args=(file,), name="writer")
    writer.start()
    total = serve(sock)
    pieces.put(None)
    writer.join()
    file.close()
    print(f"received {total} bytes", flush=True)


main()
