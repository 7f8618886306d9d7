#!/usr/bin/env python3
"""Lab 6: what is typed here is read there, and the other way round; one client at a time."""

import socket
import sys
import threading

from netutil import accept_forever, arguments, bound_socket, error, show, text

current = None
lock = threading.Lock()


def keyboard():
    global current
    for line in sys.stdin.buffer:
        line = line.removesuffix(b"\n")
        with lock:
            client = current
            if line == b"EXIT":
                current = None
        if client is None:
            error("nobody is connected")
            continue
        try:
            if line == b"EXIT":
                client.shutdown(socket.SHUT_RDWR)
            else:
                client.sendall(line + b"\n")
        except OSError as problem:
            error(problem)


def main():
    global current
    args = arguments("port", "[host]")
    listener = bound_socket(args.host, args.port, socket.SOCK_STREAM)
    threading.Thread(target=keyboard, name="keyboard", daemon=True).start()
    for connection, peer in accept_forever(listener):
        with lock:
            current = connection
        with connection, connection.makefile("rb") as stream:
            try:
                for line in stream:
                    print(text(line.removesuffix(b"\n")), flush=True)
            except OSError as problem:
                error(f"{show(peer)}: {problem}")
            with lock:
                if current is connection:
                    current = None


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
