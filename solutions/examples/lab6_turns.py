"""A chat in turns: the one who has connected begins, and then each types a line when it is their turn."""

import socket
import sys

role, port = sys.argv[1], int(sys.argv[2])
# ANCHOR: begin
if role == "server":
    listener = socket.create_server(("127.0.0.1", port))
    ip, port = listener.getsockname()
    print(f"listening on {ip}:{port}", flush=True)
    connection, _ = listener.accept()
    is_mine = False
else:
    connection = socket.create_connection(("127.0.0.1", port))
    is_mine = True
# ANCHOR_END: begin

# ANCHOR: turns
heard = connection.makefile()
while True:
    if is_mine:
        line = sys.stdin.readline().removesuffix("\n")
        if line in ("", "EXIT"):
            break
        connection.sendall(f"{line}\n".encode())
    else:
        line = heard.readline()
        if not line:
            break
        print(line, end="", flush=True)
    is_mine = not is_mine
# ANCHOR_END: turns
