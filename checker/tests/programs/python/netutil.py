"""What the programs of labs 1 and 2 share: arguments, addresses, errors."""

import argparse
import socket
import sys
import time


def port(text):
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number")
    return int(text)


def arguments(*names):
    """Parses the command line; argparse prints the usage and exits with 2 by itself."""
    parser = argparse.ArgumentParser(add_help=False)
    for name in names:
        if name == "port":
            parser.add_argument("port", metavar="PORT", type=port)
        elif name == "[host]":
            parser.add_argument("host", metavar="HOST", nargs="?", default="127.0.0.1")
        else:
            parser.add_argument(name, metavar=name.upper())
    if "--" in sys.argv:
        parser.error("-- has no meaning here")
    return parser.parse_args()


def show(address):
    """IP:PORT, with an IPv6 address in brackets."""
    ip, number = address[:2]
    return f"[{ip}]:{number}" if ":" in ip else f"{ip}:{number}"


def error(problem):
    print("error:", problem, file=sys.stderr, flush=True)


def fail(problem):
    error(problem)
    sys.exit(1)


def text(data):
    return data.decode("utf-8", errors="replace")


def resolve(host, number, kind, flags=0):
    try:
        found = socket.getaddrinfo(host, number, type=kind, flags=flags)
    except (OSError, UnicodeError) as problem:
        fail(f"cannot resolve {host}: {problem}")
    return [(family, address) for family, _, _, _, address in found]


def bound_socket(host, number, kind):
    """A socket bound to HOST and PORT; the program ends if there is none to be had."""
    family, address = resolve(host, number, kind, socket.AI_PASSIVE)[0]
    try:
        sock = socket.socket(family, kind)
        if kind == socket.SOCK_STREAM:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        if kind == socket.SOCK_STREAM:
            sock.listen()
    except OSError as problem:
        fail(f"cannot listen on {show(address)}: {problem}")
    print(f"listening on {show(sock.getsockname())}", flush=True)
    return sock


def accept_forever(listener):
    while True:
        try:
            yield listener.accept()
        except OSError as problem:
            error(f"accept: {problem}")
            time.sleep(0.05)
