"""A talkative foundation for the asyncio programs: everything they do is logged.

Lines the contract does not know about go to stdout (`# ...`) and to stderr
(`debug: ...`); nothing on stdout is printed after an answer, and the UDP client
has no such lines on stdout at all, for there every line is taken for a reply.
"""

import asyncio
import logging
import re
import socket
import sys

log = logging.getLogger("labs")


def say(line):
    print(line, flush=True)


def complain(problem):
    print("error:", problem, file=sys.stderr, flush=True)


class Failure(Exception):
    """Ends the program with its message and exit status 1."""


def usage(line):
    print("usage:", line, file=sys.stderr, flush=True)
    raise SystemExit(2)


def parse_port(text):
    """The port, or None if that is none."""
    if re.fullmatch(r"[0-9]{1,5}", text) and int(text) < 65536:
        return int(text)
    return None


def server_arguments(name, arguments):
    if len(arguments) not in (1, 2) or parse_port(arguments[0]) is None:
        usage(f"{name} PORT [HOST]")
    return parse_port(arguments[0]), (arguments + ["127.0.0.1"])[1]


def client_arguments(name, arguments, *more):
    if len(arguments) != 2 + len(more) or parse_port(arguments[1]) is None:
        usage(" ".join([name, "HOST PORT", *more]))
    return arguments[0], parse_port(arguments[1]), *arguments[2:]


def endpoint(address):
    return ("[%s]:%d" if ":" in address[0] else "%s:%d") % address[:2]


async def lookup(host, port, kind):
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=kind)
    except (OSError, UnicodeError) as problem:
        raise Failure(f"{host}: {problem}") from None
    log.debug("%s is %s", host, [entry[4][0] for entry in found])
    return [(entry[0], entry[4]) for entry in found]


async def bind(host, port, kind):
    family, address = (await lookup(host, port, kind))[0]
    try:
        sock = socket.socket(family, kind)
        sock.setblocking(False)
        if kind == socket.SOCK_STREAM:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        if kind == socket.SOCK_STREAM:
            sock.listen(100)
    except OSError as problem:
        raise Failure(f"{endpoint(address)}: {problem}") from None
    return sock


def on_loop_trouble(loop, context):
    complain(f"{context.get('message')}: {context.get('exception')}")


def run(programs):
    """Runs the program that is named by the first argument."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, format="debug: %(message)s")

    async def supervised(program, arguments):
        asyncio.get_running_loop().set_exception_handler(on_loop_trouble)
        await program(arguments)

    if len(sys.argv) < 2 or sys.argv[1] not in programs:
        usage("|".join(programs) + " ...")
    try:
        asyncio.run(supervised(programs[sys.argv[1]], sys.argv[2:]))
    except Failure as failure:
        complain(failure)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        pass
