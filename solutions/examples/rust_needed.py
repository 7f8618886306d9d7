"""The same as in `rust_needed.rs`: what the Rust of the labs is in Python."""

import io
import threading


# ANCHOR: result
def port(word):
    try:
        port = int(word)
    except ValueError as error:
        raise ValueError(f"a port is a number from 0 to 65535: {error}") from error
    if port < 1024:
        raise ValueError(f"port {port} is the administrator's")
    return port
# ANCHOR_END: result


# ANCHOR: match
def told(read):
    try:
        count = len(read())
    except BlockingIOError:
        return "nothing yet"
    except OSError as error:
        return f"broken: {error}"
    return f"{count} bytes" if count else "the end of the stream"
# ANCHOR_END: match


# ANCHOR: drop
class Guest:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        print(f"{self.name} leaves")


def visit():
    with Guest("ann"):
        with Guest("bob") as bob:
            print(f"hello, {bob.name}")
        print("the end of visit")
# ANCHOR_END: drop


# ANCHOR: slices
def slices():
    stream = io.BytesIO(b"hello")
    data = stream.read(4)  # no buffer to fill: the bytes are made for you
    print(f"{len(data)} bytes: {list(data)}")
    print(f"as text: {data.decode(errors='replace')}")
# ANCHOR_END: slices


# ANCHOR: closures
def closures():
    name = "ann"
    thread = threading.Thread(target=lambda: print(f"a thread knows {name}"))
    thread.start()
    thread.join()
# ANCHOR_END: closures


def later():
    raise BlockingIOError


for word in ("4000", "80", "abc"):
    try:
        print(f"port {port(word)}")
    except ValueError as error:
        print(f"error: {error}")
for read in (lambda: b"", lambda: b"twelve bytes", later):
    print(told(read))
visit()
slices()
closures()
