"""The plainest UDP client: one datagram out, one in. What it does not do is the point of it."""

import socket
import sys

host, port, message = sys.argv[1:]
# ANCHOR: exchange
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.sendto(message.encode(), (host, int(port)))
print(f"sent {len(message.encode())} bytes", flush=True)

reply, _ = client.recvfrom(65536)
print(f"received: {reply.decode(errors='replace')}")
# ANCHOR_END: exchange
