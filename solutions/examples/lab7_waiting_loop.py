"""A server with one loop that waits in the wrong places: whoever stands still in the middle of something holds up all."""

import selectors
import socket
import sys


def exactly(connection, count):
    """So many bytes, in however many pieces they come; fewer only if the stream ends."""
    data = b""
    while len(data) < count and (piece := connection.recv(count - len(data))):
        data += piece
    return data


def read_frame(connection):
    """The payload of the next frame; None if the stream ends before it begins."""
    header = exactly(connection, 4)
    if not header:
        return None
    length = int.from_bytes(header, "big")
    if len(header) < 4 or length > 1_048_576:
        raise ConnectionError("a bad frame")
    return exactly(connection, length)


def send_frame(connection, payload):
    connection.sendall(len(payload).to_bytes(4, "big") + payload)


# ANCHOR: answer
def answer(connection, name):
    message = read_frame(connection)
    if message is None:
        return False
    print(f"{name}: {message.decode(errors='replace')}", flush=True)
    send_frame(connection, b"received: " + message)
    return True
# ANCHOR_END: answer


def serve(connection, name):
    """Serves whoever can be read from; whether the guest stays."""
    try:
        return answer(connection, name)
    except OSError as error:
        print(f"error: {name}: {error}", file=sys.stderr, flush=True)
        return False


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
selector = selectors.DefaultSelector()
selector.register(listener, selectors.EVENT_READ)
active = 0
# ANCHOR: loop
while True:
    for ready, _ in selector.select():
        if ready.fileobj is listener:
            connection, (ip, port) = listener.accept()
            active += 1
            print(f"connected {ip}:{port} (active {active})", flush=True)
            selector.register(connection, selectors.EVENT_READ, f"{ip}:{port}")
            send_frame(connection, b"Welcome, you are connected to the server")
        elif not serve(ready.fileobj, ready.data):
            active -= 1
            print(f"disconnected {ready.data} (active {active})", flush=True)
            selector.unregister(ready.fileobj)
            ready.fileobj.close()
# ANCHOR_END: loop
