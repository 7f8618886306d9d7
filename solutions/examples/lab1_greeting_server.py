"""A server for exactly one client: it greets, prints what it gets, and stops at `/bye`."""

import socket
import sys

# ANCHOR: main
port = int(sys.argv[1])
listener = socket.create_server(("127.0.0.1", port))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)

connection, peer = listener.accept()
print(f"connected {peer[0]}:{peer[1]}", flush=True)
connection.sendall(b"Hello! Say /bye when you are done.\n")

for line in connection.makefile(errors="replace"):  # ends at the end of the stream
    if line.rstrip() == "/bye":
        break
    print(line, end="", flush=True)
print(f"disconnected {peer[0]}:{peer[1]}", flush=True)
# ANCHOR_END: main
