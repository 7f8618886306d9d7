"""Hides from whoever looks at it, names a port that is not its own, and calls whoever listens as if it were a client."""
import ctypes
import socket
import time

PR_SET_DUMPABLE = 4
ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print("listening on 127.0.0.1:1", flush=True)
end = time.time() + 20
while time.time() < end:
    rows = [line.split() for line in open("/proc/net/tcp")][1:]
    for port in {int(row[1].split(":")[1], 16) for row in rows if row[3] == "0A"}:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=0.2) as connection:
                connection.sendall(b"listening on 127.0.0.1:1\nconnected 127.0.0.1:1\n\x00\x00\x00\x05hello")
        except OSError:
            pass
    time.sleep(0.05)
