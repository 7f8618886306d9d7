# A right echo server that leaves a daemon behind: forked twice, in a session of its own, every descriptor closed, its environment empty.
import os
import socket
import sys


def leave_a_daemon():
    # Closed by exec: the server goes on when the daemon is there.
    there, starting = os.pipe()
    first = os.fork()
    if first:
        os.close(starting)
        os.waitpid(first, 0)
        os.read(there, 1)
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    for descriptor in range(64):
        if descriptor != starting:
            try:
                os.close(descriptor)
            except OSError:
                pass
    os.execve("/bin/sleep", ["left-by-a-server", "600"], {})


leave_a_daemon()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening on %s:%d" % listener.getsockname(), flush=True)
while True:
    client, address = listener.accept()
    print("connected %s:%d" % address, flush=True)
    try:
        while piece := client.recv(65536):
            client.sendall(piece)
    except OSError as error:
        print("error:", error, file=sys.stderr, flush=True)
    client.close()
    print("disconnected %s:%d" % address, flush=True)
