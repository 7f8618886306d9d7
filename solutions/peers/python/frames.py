"""Frames: four bytes of length, big-endian, then as many bytes of payload."""

LARGEST = 1_048_576


class BadFrame(Exception):
    """Nobody knows any more where the next frame begins: the connection is of no more use."""


# ANCHOR: write
def frame(payload):
    """The bytes that go over the wire."""
    if len(payload) > LARGEST:
        raise BadFrame(f"frame of {len(payload)} bytes is larger than {LARGEST}")
    return len(payload).to_bytes(4, "big") + payload
# ANCHOR_END: write


# ANCHOR: read
def read_frame(stream):
    """The next payload, or None if the stream ends before it begins.

    `stream.read(n)` of a buffered stream gives fewer than n bytes only at the end.
    """
    header = stream.read(4)
    if not header:
        return None
    if len(header) < 4:
        raise BadFrame("connection closed mid-frame")
    length = int.from_bytes(header, "big")
    if length > LARGEST:  # before anything of that size is asked for
        raise BadFrame(f"frame of {length} bytes is larger than {LARGEST}")
    payload = stream.read(length)
    if len(payload) < length:
        raise BadFrame("connection closed mid-frame")
    return payload
# ANCHOR_END: read


def frames(stream):
    """The payloads, until the stream ends between two frames."""
    while (payload := read_frame(stream)) is not None:
        yield payload
