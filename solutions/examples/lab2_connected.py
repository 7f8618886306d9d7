"""The same datagram to the same port, from a socket that is not connected and from one that is."""

import socket
import sys


def report(name, receive):
    try:
        print(f"{name}: a reply of {len(receive())} bytes")
    except OSError as error:
        print(f"{name}: {error}")


server = ("127.0.0.1", int(sys.argv[1]))
# ANCHOR: sockets
unconnected = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
unconnected.settimeout(0.3)
unconnected.sendto(b"hello", server)
report("not connected", lambda: unconnected.recvfrom(2048)[0])

connected = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
connected.settimeout(0.3)
connected.connect(server)  # no datagram is sent: the kernel notes the address, that is all
connected.send(b"hello")
report("connected", lambda: connected.recv(2048))
# ANCHOR_END: sockets
