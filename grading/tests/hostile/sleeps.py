"""Is late with everything: it listens once nobody waits for it any more."""
import socket
import time

time.sleep(5)
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print("listening on 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
while True:
    listener.accept()[0].sendall(b"too late")
