"""A server that counts: each client gets the number of bytes that it has sent."""

import socket
import sys


# ANCHOR: count
def count(connection):
    """Counts what a client sends until it has finished, and tells it."""
    total = 0
    while data := connection.recv(4096):  # b"" is the end of the stream
        total += len(data)
    connection.sendall(f"{total} bytes\n".encode())
    return total
# ANCHOR_END: count


port = int(sys.argv[1])
# ANCHOR: socket
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
# ANCHOR_END: socket
# ANCHOR: bind
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
# ANCHOR_END: bind
# ANCHOR: listen
listener.listen(128)
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
# ANCHOR_END: listen
# ANCHOR: serve
while True:
    connection, peer = listener.accept()
    with connection:  # closes it at the end of the block, however that comes
        try:
            total = count(connection)
            print(f"{peer[0]}:{peer[1]} has sent {total} bytes", flush=True)
        except OSError as error:
            print(f"error: {peer[0]}:{peer[1]}: {error}", file=sys.stderr)
# ANCHOR_END: serve
