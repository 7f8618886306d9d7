"""An echo for many clients: a thread for each."""

import socket
import sys
import threading


# ANCHOR: talk
def talk(connection):
    with connection:
        while piece := connection.recv(4096):
            connection.sendall(piece)
# ANCHOR_END: talk


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
while True:
    connection, _ = listener.accept()
    threading.Thread(target=talk, args=(connection,)).start()
