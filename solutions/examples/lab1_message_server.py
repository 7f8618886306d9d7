"""A one-shot server: it takes one message from one client, prints who said what, and ends."""

import socket
import sys

# ANCHOR: arguments
if len(sys.argv) < 2:
    sys.exit("usage: lab1_message_server PORT [HOST]")
if not sys.argv[1].isdecimal() or int(sys.argv[1]) > 65535:
    sys.exit(f"{sys.argv[1]} is not a port: a number from 0 to 65535")
port = int(sys.argv[1])
host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
# ANCHOR_END: arguments

# ANCHOR: serve
with socket.create_server((host, port)) as listener:
    ip, port = listener.getsockname()
    print(f"listening on {ip}:{port}", flush=True)

    connection, peer = listener.accept()
    message = b""
    with connection:
        while data := connection.recv(4096):  # all of it: up to the end of stream
            message += data
    print(f"{peer[0]}:{peer[1]} said: {message.decode(errors='replace')}")
# ANCHOR_END: serve
