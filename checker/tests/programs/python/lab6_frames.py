"""Lab 6: frames, as in lab 4, for the chat server and its client."""

LARGEST = 1 << 20


class BadFrame(Exception):
    pass


def frames(stream):
    """The payloads. `read(n)` of a buffered stream gives less than n bytes at its end only."""
    while header := stream.read(4):
        length = int.from_bytes(header, "big")
        if len(header) == 4 and length > LARGEST:
            raise BadFrame(f"frame of {length} bytes is larger than {LARGEST}")
        payload = stream.read(length) if len(header) == 4 else b""
        if len(header) < 4 or len(payload) < length:
            raise BadFrame("connection closed mid-frame")
        yield payload


def frame(payload):
    return len(payload).to_bytes(4, "big") + payload
