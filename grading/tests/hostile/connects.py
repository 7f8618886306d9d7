"""Calls out to a port of the machine's and to the world; the box has neither."""
import socket

port = int(open("port").read())
for address in [("127.0.0.1", port), ("1.1.1.1", 53), ("::1", port)]:
    try:
        socket.create_connection(address, timeout=0.5).sendall(b"out")
    except OSError:
        pass
