"""Lab 8, what goes over the wire: segments, each with a checksum that tells whether it came whole."""

# ANCHOR: segment
DATA = 1
ACKNOWLEDGEMENT = 2
HEADER = 8  # kind, zero, checksum (2 bytes), number (4 bytes)
PAYLOAD = 1000
# ANCHOR_END: segment


# ANCHOR: checksum
def checksum(data):
    """The Internet checksum, RFC 1071."""
    if len(data) % 2:
        data += b"\0"
    total = sum(int.from_bytes(data[at:at + 2], "big") for at in range(0, len(data), 2))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF
# ANCHOR_END: checksum


def write(kind, number, payload=b""):
    """The bytes of a segment."""
    head, tail = bytes([kind, 0]), number.to_bytes(4, "big") + payload
    return head + checksum(head + b"\0\0" + tail).to_bytes(2, "big") + tail


def read(data):
    """Kind, number and payload, or None of what is damaged: it never came."""
    if len(data) < HEADER or data[0] not in (DATA, ACKNOWLEDGEMENT):
        return None
    if checksum(data[:2] + b"\0\0" + data[4:]) != int.from_bytes(data[2:4], "big"):
        return None
    return data[0], int.from_bytes(data[4:HEADER], "big"), data[HEADER:]
