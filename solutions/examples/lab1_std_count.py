"""The server that counts in the short words of Python's library, to set beside the long one."""

# ANCHOR: all
import socket
import sys


def count(connection):
    with connection.makefile("rb") as stream:
        message = stream.read()  # the loop around `recv`
    connection.sendall(f"{len(message)} bytes\n".encode())
    return len(message)


port = int(sys.argv[1])
with socket.create_server(("127.0.0.1", port)) as listener:  # socket, bind and listen
    ip, port = listener.getsockname()
    print(f"listening on {ip}:{port}", flush=True)
    while True:
        connection, (ip, port) = listener.accept()
        with connection:
            try:
                print(f"{ip}:{port} has sent {count(connection)} bytes", flush=True)
            except OSError as error:
                print(f"error: {ip}:{port}: {error}", file=sys.stderr)
# ANCHOR_END: all
