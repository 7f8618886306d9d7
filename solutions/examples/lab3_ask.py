"""Lab 3: asks a server one thing, and says in which state it is afterwards."""

import socket
import sys


# ANCHOR: ask
def ask(port):
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"hello\n")
        answer = connection.makefile("rb").readline()
        if not answer.endswith(b"\n"):
            raise EOFError("closed before it had answered")
        return answer.decode().rstrip()
# ANCHOR_END: ask


port = int(sys.argv[1])
# ANCHOR: state
try:
    print("answer:", ask(port))
    state = "connected"
except (OSError, EOFError) as error:
    print("error:", error, file=sys.stderr)
    state = "disconnected"
print("state:", state)
# ANCHOR_END: state
