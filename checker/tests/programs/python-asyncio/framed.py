"""Lab 4 with asyncio streams: lines, and frames."""

import asyncio
import socket
import struct
import sys

from chatty import (Failure, bind, client_arguments, complain, endpoint, log, run, say,
                    server_arguments)

LARGEST = 1_048_576


class Complaint(Exception):
    """What a client has done wrong."""


async def print_lines(reader):
    rest = b""
    while piece := await reader.read(65536):
        log.debug("a piece of %d bytes", len(piece))
        *complete, rest = (rest + piece).split(b"\n")
        for line in complete:
            say("line: " + line.decode(errors="replace"))
    if rest:
        raise Complaint("connection closed mid-line")


async def print_frames(reader):
    try:
        while True:
            inside = False
            header = await reader.readexactly(4)
            (length,) = struct.unpack(">I", header)
            if length > LARGEST:
                raise Complaint(f"frame of {length} bytes is larger than {LARGEST}")
            inside = True
            payload = await reader.readexactly(length)
            say(f"message {length} bytes: {payload.decode(errors='replace')}")
    except asyncio.IncompleteReadError as end:
        if inside or end.partial:
            raise Complaint("connection closed mid-frame") from None


async def serve(name, arguments, print_all):
    port, host = server_arguments(name, arguments)
    say(f"# *** {name}, asyncio edition ***")
    turn = asyncio.Lock()  # one client at a time, first come, first served

    async def client(reader, writer):
        peer = endpoint(writer.get_extra_info("peername"))
        async with turn:
            say(f"# hello {peer}")
            try:
                await print_all(reader)
            except Complaint as problem:
                complain(problem)
            except OSError as problem:
                complain(f"{peer}: {problem}")
            writer.transport.abort()
            say(f"# goodbye {peer}")

    sock = await bind(host, port, socket.SOCK_STREAM)
    listener = await asyncio.start_server(client, sock=sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    await listener.serve_forever()


async def lines_server(arguments):
    await serve("lines-server", arguments, print_lines)


async def server(arguments):
    await serve("server", arguments, print_frames)


async def client(arguments):
    host, port = client_arguments("client", arguments)
    loop = asyncio.get_running_loop()
    try:
        _, writer = await asyncio.open_connection(host, port)
        say("# connected")
        while line := await loop.run_in_executor(None, sys.stdin.buffer.readline):
            payload = line.removesuffix(b"\n")
            if len(payload) > LARGEST:
                raise Failure(f"frame of {len(payload)} bytes is larger than {LARGEST}")
            writer.writelines([struct.pack(">I", len(payload)), payload])
            await writer.drain()
            log.debug("%d bytes are on their way", len(payload))
        writer.close()
        await writer.wait_closed()
    except (OSError, UnicodeError) as problem:
        raise Failure(f"{host} port {port}: {problem}") from None


if __name__ == "__main__":
    run({"lines-server": lines_server, "server": server, "client": client})
