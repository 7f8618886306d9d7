"""Makes lines of the pieces in which they arrive."""


class Lines:
    """What has come of a line that has no end yet is kept for the next piece."""

    def __init__(self):
        self.unfinished = b""

    # ANCHOR: feed
    def feed(self, piece):
        """The lines that this piece completes, as bytes, without their newlines."""
        *lines, self.unfinished = (self.unfinished + piece).split(b"\n")
        return lines
    # ANCHOR_END: feed
