"""Lab 5: frames, for whoever reads them with a buffer and writes them whole."""

import struct

LARGEST = 1 << 20


class BadFrame(Exception):
    pass


def frames(stream):
    """The payloads. `read(n)` of a buffered stream gives less than n bytes at its end only."""
    while header := stream.read(4):
        if len(header) < 4:
            raise BadFrame("connection closed mid-frame")
        (length,) = struct.unpack("!I", header)
        if length > LARGEST:
            raise BadFrame(f"frame of {length} bytes is larger than {LARGEST}")
        payload = stream.read(length)
        if len(payload) < length:
            raise BadFrame("connection closed mid-frame")
        yield payload


def frame(payload):
    return struct.pack("!I", len(payload)) + payload
