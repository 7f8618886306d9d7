"""What all the programs share: arguments, addresses, and what is said on stdout and stderr."""

import socket
import sys
import threading
import time

_stdout = threading.Lock()


def say(line):
    """Prints a line at once, whole, whichever thread it comes from."""
    # `flush`: without it the line may wait in a buffer until the program ends.
    with _stdout:
        print(line, flush=True)


def report(problem):
    """Prints what went wrong. The program goes on."""
    print(f"error: {problem}", file=sys.stderr, flush=True)


def fail(problem):
    """Prints what went wrong, and ends the program with status 1."""
    report(problem)
    sys.exit(1)


def text(data):
    """Bytes as text; those that are not UTF-8 become U+FFFD."""
    return data.decode("utf-8", errors="replace")


def show(address):
    """IP:PORT, with an IPv6 address in brackets. Of IPv6, Python's address has two more items."""
    ip, port = address[:2]
    return f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"


def usage(words):
    """Says how the program is used, and ends it with status 2."""
    print(f"usage: {words}", file=sys.stderr, flush=True)
    sys.exit(2)


def server_arguments(name):
    """PORT [HOST] of the command line."""
    words = sys.argv[1:]
    if len(words) not in (1, 2) or not is_port(words[0]):
        usage(f"{name} PORT [HOST]")
    return int(words[0]), words[1] if len(words) == 2 else "127.0.0.1"


def client_arguments(name, more=""):
    """HOST PORT of the command line, and as many words as are named in `more`."""
    words = sys.argv[1:]
    if len(words) != 2 + len(more.split()) or not is_port(words[1]):
        usage(f"{name} HOST PORT {more}".rstrip())
    return words[0], int(words[1]), *words[2:]


def is_port(word):
    # Not int() alone: that takes " 80", "8_0" and digits of other scripts, too.
    return word.isascii() and word.isdigit() and len(word) <= 5 and int(word) <= 65535


def addresses(host, port, kind):
    """All addresses that a name stands for, each with its family."""
    try:
        found = socket.getaddrinfo(host, port, type=kind)
    except (OSError, UnicodeError) as problem:  # UnicodeError: no host can have such a name
        fail(f"cannot resolve {host}: {problem}")
    return [(family, address) for family, _, _, _, address in found]


# ANCHOR: open-server
def open_server(port, host, kind=socket.SOCK_STREAM):
    """A socket that clients can reach, or the end of the program if there is none to be had."""
    family, address = addresses(host, port, kind)[0]
    try:
        server = socket.socket(family, kind)
        if kind == socket.SOCK_STREAM:
            # Connections of an earlier run that are winding up are no reason to refuse the port.
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        if kind == socket.SOCK_STREAM:
            server.listen()
    except OSError as problem:
        fail(f"cannot listen on {show(address)}: {problem}")
    # Not the address that was asked for: port 0 means any, and here is which one it became.
    say(f"listening on {show(server.getsockname())}")
    return server
# ANCHOR_END: open-server


def clients(server):
    """The clients of a server, one after the other, for ever: the connection, and the address as text."""
    while True:
        try:
            connection, address = server.accept()
        except OSError as problem:
            report(f"cannot accept: {problem}")
            time.sleep(0.05)  # out of descriptors, say: that does not pass by itself in no time
        else:
            yield connection, show(address)


def run(main):
    """Runs a program until it ends or somebody types Ctrl-C."""
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
