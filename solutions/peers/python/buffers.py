"""For loops that must not wait: what has come and is not whole yet, and what has still to be sent."""

from frames import LARGEST, BadFrame, frame

ENOUGH = 256 * 1024  # while so much waits for somebody, nothing more is read from them
PIECE = 64 * 1024


# ANCHOR: inbox
class Inbox:
    """Bytes in the order in which they came; where one recv ended has no meaning."""

    def __init__(self):
        self.bytes = bytearray()

    def frames(self):
        """Takes out the payloads that are whole by now."""
        start = 0
        try:
            while len(self.bytes) - start >= 4:
                length = int.from_bytes(self.bytes[start:start + 4], "big")
                if length > LARGEST:
                    raise BadFrame(f"frame of {length} bytes is larger than {LARGEST}")
                if len(self.bytes) - start < 4 + length:
                    return
                start += 4 + length
                yield bytes(self.bytes[start - length:start])
        finally:
            del self.bytes[:start]
# ANCHOR_END: inbox


# ANCHOR: outbox
class Outbox:
    """Bytes that wait until the socket takes them."""

    def __init__(self):
        self.bytes = bytearray()

    def put(self, payload):
        self.bytes += frame(payload)

    def send(self, connection):
        """Sends what the system takes now, and keeps the rest."""
        while self.bytes:
            try:
                sent = connection.send(self.bytes[:PIECE])
            except BlockingIOError:  # not an error: not now
                return
            del self.bytes[:sent]

    def is_full(self):
        return len(self.bytes) >= ENOUGH
# ANCHOR_END: outbox
