"""The server of lab 5 without threads: right for one client, and nobody else is served meanwhile."""

import socket
import sys


def send_frame(connection, payload):
    connection.sendall(len(payload).to_bytes(4, "big") + payload)


def serve(connection, name):
    stream = connection.makefile("rb")
    send_frame(connection, b"Welcome, you are connected to the server")
    while len(header := stream.read(4)) == 4:
        message = stream.read(int.from_bytes(header, "big"))
        print(f"{name}: {message.decode(errors='replace')}", flush=True)
        send_frame(connection, b"received: " + message)


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
# ANCHOR: loop
while True:
    connection, (ip, port) = listener.accept()
    print(f"connected {ip}:{port} (active 1)", flush=True)
    with connection:
        try:
            serve(connection, f"{ip}:{port}")
        except OSError as error:
            print(f"error: {error}", file=sys.stderr, flush=True)
    print(f"disconnected {ip}:{port} (active 0)", flush=True)
# ANCHOR_END: loop
