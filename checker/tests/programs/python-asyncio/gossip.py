"""Lab 6 with asyncio streams: a pair, and a chat in which a task writes for each client."""

import asyncio
import os
import re
import socket
import struct
import sys

from chatty import (Failure, bind, client_arguments, complain, endpoint, log, run, say,
                    server_arguments)

LARGEST = 1_048_576


async def typed_lines():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        yield line.removesuffix(b"\n")


async def pair_server(arguments):
    port, host = server_arguments("pair-server", arguments)
    current = None
    turn = asyncio.Lock()

    async def client(reader, writer):
        nonlocal current
        async with turn:
            current = writer
            try:
                while line := await reader.readline():
                    say(line.removesuffix(b"\n").decode(errors="replace"))
            except OSError as problem:
                complain(problem)
            if current is writer:
                current = None
            writer.close()

    sock = await bind(host, port, socket.SOCK_STREAM)
    await asyncio.start_server(client, sock=sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    async for line in typed_lines():
        if current is None:
            complain("nobody is connected")
        elif line == b"EXIT":
            current.close()
            current = None
        else:
            current.write(line + b"\n")
    await asyncio.Event().wait()


async def pair_client(arguments):
    host, port = client_arguments("pair-client", arguments)
    try:
        reader, writer = await asyncio.open_connection(host, port)

        async def hear():
            while line := await reader.readline():
                say(line.removesuffix(b"\n").decode(errors="replace"))

        async def speak():
            async for line in typed_lines():
                if line == b"EXIT":
                    break
                writer.write(line + b"\n")
            await writer.drain()

        tasks = [asyncio.create_task(hear()), asyncio.create_task(speak())]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        writer.close()
    except (OSError, UnicodeError) as problem:
        raise Failure(f"{host} port {port}: {problem}") from None
    sys.stdout.flush()
    os._exit(0)


async def frames(reader):
    while header := await reader.read(1):
        header += await reader.readexactly(3)
        (length,) = struct.unpack(">I", header)
        if length > LARGEST:
            raise ValueError(f"frame of {length} bytes is larger than {LARGEST}")
        yield await reader.readexactly(length)


def frame(payload):
    return struct.pack(">I", len(payload)) + payload


class Chat:
    def __init__(self):
        self.users = {}

    def tell_others(self, name, line):
        for other, client in list(self.users.items()):
            if other != name:
                client.post(line)


class Client:
    def __init__(self, chat, writer):
        self.chat, self.writer, self.name = chat, writer, None
        self.queue = asyncio.Queue(256)
        self.task = asyncio.create_task(self.write())

    async def write(self):
        try:
            while (payload := await self.queue.get()) is not None:
                self.writer.write(frame(payload))
                await self.writer.drain()
                self.queue.task_done()
        except OSError as problem:
            log.debug("cannot write: %s", problem)

    def post(self, line):
        try:
            self.queue.put_nowait(line.encode())
        except asyncio.QueueFull:
            self.writer.transport.abort()

    def command(self, payload):
        try:
            line = payload.decode()
        except UnicodeDecodeError:
            line = "?"
        users = self.chat.users
        if line == "LOGIN" or line.startswith("LOGIN "):
            name = line[6:]
            if self.name:
                return "ERR already-logged-in"
            if not re.fullmatch("[a-zA-Z0-9_-]{1,16}", name):
                return "ERR bad-name"
            if name in users:
                return "ERR name-taken"
            self.name = name
            users[name] = self
            self.chat.tell_others(name, f"JOINED {name}")
            return f"OK {name}"
        if not self.name:
            return "ERR not-logged-in"
        if line == "USERS":
            return " ".join(["USERS", *sorted(users)])
        if match := re.fullmatch("MSG ([^ ]+) (.+)", line, re.DOTALL):
            message = f"MSG {self.name} {match[2]}"
            if len(message.encode()) > LARGEST:
                return "ERR bad-command"
            if match[1] not in users:
                return "ERR no-such-user"
            return users[match[1]].post(message)
        return "ERR bad-command"

    async def leave(self):
        if self.name:
            del self.chat.users[self.name]
            self.chat.tell_others(self.name, f"LEFT {self.name}")
        if not self.writer.transport.is_closing():
            await self.queue.put(None)
            await self.task
        self.task.cancel()
        self.writer.close()


async def server(arguments):
    port, host = server_arguments("server", arguments)
    chat = Chat()

    async def serve(reader, writer):
        client = Client(chat, writer)
        try:
            async for payload in frames(reader):
                if payload == b"QUIT" and client.name:
                    break
                if answer := client.command(payload):
                    client.post(answer)
        except asyncio.IncompleteReadError:
            complain("connection closed mid-frame")
        except (OSError, ValueError) as problem:
            complain(problem)
        await client.leave()

    sock = await bind(host, port, socket.SOCK_STREAM)
    listener = await asyncio.start_server(serve, sock=sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    await listener.serve_forever()


async def client(arguments):
    host, port, name = client_arguments("client", arguments, "NAME")
    try:
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(frame(f"LOGIN {name}".encode()))
        events = frames(reader)
        answer = (await anext(events)).decode()
        if not answer.startswith("OK "):
            raise Failure(answer)
        say("logged in as " + answer[3:])

        async def hear():
            async for payload in events:
                word, _, rest = payload.decode(errors="replace").partition(" ")
                if word == "MSG":
                    say(rest.replace(" ", ": ", 1))
                elif word == "ERR":
                    complain(rest)
                else:
                    say({"USERS": "users: {}", "JOINED": "* {} joined", "LEFT": "* {} left"}[word].format(rest))
            raise Failure("the server has gone")

        async def speak():
            to = None
            async for line in typed_lines():
                if line == b"/bye":
                    break
                if line.startswith(b"/chat "):
                    to = line[6:]
                elif line == b"/users":
                    writer.write(frame(b"USERS"))
                elif to is None:
                    complain("choose somebody with /chat NAME")
                else:
                    writer.write(frame(b"MSG " + to + b" " + line))
            writer.write(frame(b"QUIT"))
            await writer.drain()

        tasks = [asyncio.create_task(hear()), asyncio.create_task(speak())]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        writer.close()
        await writer.wait_closed()
    except asyncio.IncompleteReadError:
        raise Failure("connection closed mid-frame") from None
    except (OSError, UnicodeError, StopAsyncIteration) as problem:
        raise Failure(f"{host} port {port}: {problem}") from None
    os._exit(0)


if __name__ == "__main__":
    run({"pair-server": pair_server, "pair-client": pair_client, "server": server, "client": client})
