"""The server of lab 1 that counts, for many clients at once: one loop, and no thread."""

import selectors
import socket
import sys

selector = selectors.DefaultSelector()


# ANCHOR: client
class Client:
    """A client, and how far it is."""

    def __init__(self, connection):
        self.connection = connection
        self.total = 0  # so many bytes have come
        self.rest = None  # what is still to be told, once it has finished
# ANCHOR_END: client

    # ANCHOR: go-on
    def go_on(self):
        """Goes on as far as it goes without waiting."""
        if self.rest is None:
            piece = self.connection.recv(4096)
            self.total += len(piece)
            if not piece:
                self.rest = f"{self.total} bytes\n".encode()
        else:
            taken = self.connection.send(self.rest)
            self.rest = self.rest[taken:]
    # ANCHOR_END: go-on

    # ANCHOR: interest
    def interest(self):
        """What it waits for now; 0 is nothing."""
        if self.rest is None:
            return selectors.EVENT_READ
        return selectors.EVENT_WRITE if self.rest else 0
    # ANCHOR_END: interest


def part(client):
    selector.unregister(client.connection)
    client.connection.close()


# ANCHOR: listen
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
listener.setblocking(False)
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
selector.register(listener, selectors.EVENT_READ)
# ANCHOR_END: listen
# ANCHOR: loop
while True:
    for key, _ in selector.select():
        if key.fileobj is listener:
            connection, _ = listener.accept()
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ, Client(connection))
            continue
        client = key.data
        try:
            client.go_on()
        except BlockingIOError:
            continue  # not now
        except OSError:
            part(client)
            continue
        if client.interest():
            selector.modify(client.connection, client.interest(), client)
        else:
            part(client)  # all is said
# ANCHOR_END: loop
