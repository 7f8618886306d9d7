"""A WRONG echo server: it takes one recv for the whole message. The README's picture shows what the checker says of it."""

import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
while True:
    connection, peer = listener.accept()
    print("connected %s:%d" % peer, flush=True)
    with connection:
        data = connection.recv(1024)
        connection.sendall(data)
    print("disconnected %s:%d" % peer, flush=True)
