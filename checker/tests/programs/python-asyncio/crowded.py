"""Lab 5 with one thread and an event loop: what waits is a task, not a thread."""

import asyncio
import os
import socket
import struct
import sys
import threading

from chatty import (Failure, bind, client_arguments, complain, endpoint, log, run, say,
                    server_arguments, usage)

LARGEST = 1_048_576
WELCOME = b"Welcome, you are connected to the server"


class Complaint(Exception):
    """What the other side has done wrong."""


def frame(payload):
    return struct.pack(">I", len(payload)) + payload


async def frames(reader):
    inside = False
    try:
        while True:
            inside = False
            (length,) = struct.unpack(">I", await reader.readexactly(4))
            if length > LARGEST:
                raise Complaint(f"frame of {length} bytes is larger than {LARGEST}")
            inside = True
            yield await reader.readexactly(length)
    except asyncio.IncompleteReadError as end:
        if inside or end.partial:
            raise Complaint("connection closed mid-frame") from None


async def two_rates(arguments):
    try:
        slow, fast, total = (int(word) / 1000 for word in arguments)
    except ValueError:
        usage("two-rates SLOW_MS FAST_MS TOTAL_MS")
    loop = asyncio.get_running_loop()
    start = loop.time()

    async def lines(name, period):
        line = 0
        while line * period < total:
            await asyncio.sleep(start + line * period - loop.time())
            say(f"{name} thread {line}")
            line += 1

    await asyncio.gather(lines("main", slow), lines("other", fast))


async def server(arguments):
    port, host = server_arguments("server", arguments)
    active = 0

    # ANCHOR: talk
    async def talk(reader, writer, peer):
        writer.write(frame(WELCOME))
        async for payload in frames(reader):
            if payload == b"/bye":
                writer.write(frame(b"bye"))
                return
            say(f"{peer}: {payload.decode(errors='replace')}")
            writer.write(frame(b"received: " + payload))
            await writer.drain()
    # ANCHOR_END: talk

    async def client(reader, writer):
        nonlocal active
        peer = endpoint(writer.get_extra_info("peername"))
        active += 1
        say(f"connected {peer} (active {active})")
        try:
            await talk(reader, writer, peer)
        except Complaint as problem:
            complain(f"{peer}: {problem}")
        except OSError as problem:
            complain(f"{peer}: {problem}")
        finally:
            writer.close()
            active -= 1
            say(f"disconnected {peer} (active {active})")

    sock = await bind(host, port, socket.SOCK_STREAM)
    listener = await asyncio.start_server(client, sock=sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    await listener.serve_forever()


def keyboard(loop, lines):
    """Reading stdin can't be awaited portably: a thread does it, and dies with the program."""
    for line in sys.stdin.buffer:
        loop.call_soon_threadsafe(lines.put_nowait, line.removesuffix(b"\n"))
    loop.call_soon_threadsafe(lines.put_nowait, None)


async def client(arguments):
    host, port = client_arguments("client", arguments)
    loop = asyncio.get_running_loop()
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except (OSError, UnicodeError) as problem:
        raise Failure(f"{host} port {port}: {problem}") from None
    lines = asyncio.Queue()
    threading.Thread(target=keyboard, args=(loop, lines), daemon=True).start()
    sent = received = 0
    over = False

    async def send():
        nonlocal sent, over
        while (line := await lines.get()) is not None:
            sent += 1
            over = line == b"/bye"
            writer.write(frame(line))
            if over:
                return
            await writer.drain()
        over = True
        writer.write_eof()

    sender = asyncio.create_task(send())
    problem = None
    try:
        async for payload in frames(reader):
            say(f"ack: {payload.decode(errors='replace')}")
            received += payload.startswith(b"received: ") or payload == b"bye"
    except (Complaint, OSError) as trouble:
        problem = trouble
    sender.cancel()
    if received < sent:
        problem = f"{sent - received} messages unacknowledged"
    elif not problem and not over:
        problem = "the server has closed the connection"
    log.debug("%d sent, %d acknowledged", sent, received)
    if problem:
        complain(problem)
    sys.stdout.flush()
    os._exit(1 if problem else 0)


if __name__ == "__main__":
    run({"two-rates": two_rates, "server": server, "client": client})
