"""Sends labels: each is a text with its length in front, in two bytes."""

import socket
import sys


# ANCHOR: label
def label(text):
    """Two bytes with the length, the most significant first, and then the text."""
    data = text.encode()
    if len(data) > 65535:
        raise ValueError("a label has 65535 bytes at most")
    return len(data).to_bytes(2, "big") + data
# ANCHOR_END: label


port = int(sys.argv[1])
# ANCHOR: send
with socket.create_connection(("127.0.0.1", port)) as connection:
    for text in sys.argv[2:]:
        connection.sendall(label(text))
# ANCHOR_END: send
