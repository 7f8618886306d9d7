"""Lab 3 with asyncio streams: a server and a client that outlive each other."""

import asyncio
import socket
import sys

from chatty import bind, client_arguments, complain, endpoint, log, run, say, server_arguments


def state(name):
    say(f"state: {name}")


async def lines(reader):
    """Lines without their newlines, of any length: StreamReader.readline has a limit."""
    rest = bytearray()
    while piece := await reader.read(65536):
        *complete, last = piece.split(b"\n")
        for end in complete:
            yield bytes(rest + end)
            rest.clear()
        rest += last
    if rest:
        raise ConnectionError(f"gone with {len(rest)} bytes of a line")


class Server:
    def __init__(self):
        # Every client gets a task, but only the one that holds this is served.
        self.turn = asyncio.Lock()

    async def client(self, reader, writer):
        peer = endpoint(writer.get_extra_info("peername"))
        log.debug("%s is here", peer)
        async with self.turn:
            state("connected")
            say(f"# it is {peer}")
            try:
                await self.answer(reader, writer)
                writer.close()
                await writer.wait_closed()
            except OSError as problem:
                complain(f"{peer}: {problem}")
                writer.transport.abort()
            state("listening")

    async def answer(self, reader, writer):
        async for line in lines(reader):
            say("received: " + line.decode(errors="replace"))
            if line.lower() == b"close":
                writer.write(b"closed\n")
                return
            writer.write(b"accepted\n")
            await writer.drain()


async def server(arguments):
    port, host = server_arguments("server", arguments)
    say("# *** robust server, asyncio edition ***")
    sock = await bind(host, port, socket.SOCK_STREAM)
    listener = await asyncio.start_server(Server().client, sock=sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    state("listening")
    await listener.serve_forever()


class Keyboard:
    """The line whose turn it is, as a future: the same one until `next` is called.

    One thread of the executor may wait in readline for long. When the program ends there is
    none, because the last line that is read is the one that ends the program."""

    def __init__(self):
        self.next()

    def next(self):
        self.line = asyncio.ensure_future(self.read())

    async def read(self):
        loop = asyncio.get_running_loop()
        line = await loop.run_in_executor(None, sys.stdin.buffer.readline)
        if not line:
            say("# end of stdin")
            return b"close"
        line = line.removesuffix(b"\n")
        return b"close" if line.lower() == b"close" else line


class Client:
    def __init__(self, host, port):
        self.host, self.port = host, port
        self.keyboard = Keyboard()

    async def converse(self, reader, writer):
        while True:
            # the answer is awaited before there is a line: it may be the end of the stream
            answer = asyncio.ensure_future(reader.readline())
            try:
                await asyncio.wait({answer, self.keyboard.line},
                                   return_when=asyncio.FIRST_COMPLETED)
                if answer.done():
                    got = await answer
                    raise ConnectionError(f"{got!r} without a question" if got
                                          else "the server has closed the connection")
                line = await self.keyboard.line
                log.debug("sending %r", line)
                writer.write(line + b"\n")  # no drain: the answer tells
                got = await answer
            except ValueError as problem:
                raise ConnectionError(f"no answer at all: {problem}") from None
            finally:
                answer.cancel()
                await asyncio.wait({answer})
            if got != (b"closed\n" if line == b"close" else b"accepted\n"):
                raise ConnectionError(f"the answer is {got!r}")
            say(f"# {got.decode().strip()}")
            if line == b"close":
                return
            self.keyboard.next()

    async def attempt(self):
        state("connecting")
        reader, writer = await asyncio.open_connection(self.host, self.port)
        state("connected")
        self.pauses = self.new_pauses()
        try:
            await self.converse(reader, writer)
            writer.close()
        finally:
            writer.transport.abort()

    @staticmethod
    def new_pauses():
        yield from (0.1, 0.2, 0.4, 0.8)
        while True:
            yield 1.0

    async def run(self):
        self.pauses = self.new_pauses()
        state("disconnected")
        while True:
            try:
                await self.attempt()
                break
            except (OSError, UnicodeError) as problem:
                complain(f"{self.host} port {self.port}: {problem}")
            state("disconnected")
            pause = next(self.pauses)
            say(f"# trying again in {pause} s")
            await asyncio.sleep(pause)
        state("closed")


async def client(arguments):
    host, port = client_arguments("client", arguments)
    say("# *** robust client, asyncio edition ***")
    await Client(host, port).run()


if __name__ == "__main__":
    run({"server": server, "client": client})
