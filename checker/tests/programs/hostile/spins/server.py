# Takes a connection and never answers, while more processes of it than there are processors do nothing as fast as they can.
import os
import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
client, address = listener.accept()
print("connected %s:%d" % address, flush=True)
for _ in range(2 * os.cpu_count()):
    if os.fork() == 0:
        break
while True:
    pass
