"""Looks a name up, and prints all addresses that it stands for."""

import socket
import sys

# ANCHOR: lookup
name = sys.argv[1]
for *_, address in socket.getaddrinfo(name, 0, type=socket.SOCK_STREAM):
    print(address[0])
# ANCHOR_END: lookup
