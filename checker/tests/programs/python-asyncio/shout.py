"""Lab 2 on asyncio's event loop."""

import asyncio
import socket
import sys
from collections import deque

from chatty import (Failure, bind, client_arguments, complain, endpoint, log, lookup, run, say,
                    server_arguments)


class Shouter:
    """The UDP service. asyncio's own datagram transport is not used, because it drops
    empty datagrams instead of sending them."""

    def __init__(self, loop, sock):
        self.loop, self.sock, self.outgoing = loop, sock, deque()
        loop.add_reader(sock, self.readable)

    def readable(self):
        try:
            data, sender = self.sock.recvfrom(65536)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as problem:
            complain(problem)
            return
        log.debug("%d bytes from %s", len(data), endpoint(sender))
        say(f"# datagram of {len(data)} bytes")
        self.outgoing.append((data.upper(), sender))
        if len(self.outgoing) == 1:
            self.flush()

    def flush(self):
        while self.outgoing:
            data, sender = self.outgoing[0]
            try:
                self.sock.sendto(data, sender)
            except (BlockingIOError, InterruptedError):
                self.loop.add_writer(self.sock, self.flush)
                return
            except OSError as problem:
                complain(f"{endpoint(sender)}: {problem}")
            self.outgoing.popleft()
        self.loop.remove_writer(self.sock)


async def server(arguments):
    port, host = server_arguments("server", arguments)
    say("# *** upper-case server, asyncio edition ***")
    loop = asyncio.get_running_loop()
    sock = await bind(host, port, socket.SOCK_DGRAM)
    Shouter(loop, sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    await loop.create_future()  # for ever


class Unanswered(Exception):
    pass


class Asker:
    """A socket connected to one address: the kernel keeps every stranger's datagrams away."""

    def __init__(self, family, address):
        self.sock = socket.socket(family, socket.SOCK_DGRAM)
        self.sock.setblocking(False)
        self.sock.connect(address)

    def send(self, data):
        # What is reported here is the refusal of an earlier datagram, and this one has
        # not been sent then.
        for _ in range(5):
            try:
                return self.sock.send(data)
            except ConnectionRefusedError as problem:
                log.debug("before sending: %s", problem)

    async def ask(self, data):
        loop = asyncio.get_running_loop()
        for attempt in range(1, 4):
            log.debug("try %d: %d bytes", attempt, len(data))
            self.send(data)
            deadline = loop.time() + 0.3
            while (left := deadline - loop.time()) > 0:
                try:
                    return await asyncio.wait_for(loop.sock_recv(self.sock, 65536), left)
                except asyncio.TimeoutError:
                    break
                except ConnectionRefusedError as problem:
                    log.debug("while waiting: %s", problem)
        raise Unanswered


async def client(arguments):
    host, port = client_arguments("client", arguments)
    loop = asyncio.get_running_loop()
    candidates = await lookup(host, port, socket.SOCK_DGRAM)
    answered = False
    asker = None
    while line := await loop.run_in_executor(None, sys.stdin.buffer.readline):
        data = line[:-1] if line.endswith(b"\n") else line
        while True:
            family, address = candidates[0]
            try:
                asker = asker or Asker(family, address)
                reply = await asker.ask(data)
                break
            except Unanswered:
                trouble = f"no reply from {endpoint(address)}"
            except OSError as problem:
                trouble = f"{endpoint(address)}: {problem}"
            if answered or len(candidates) == 1:
                raise Failure(trouble)
            log.debug("%s, trying the next address", trouble)
            candidates.pop(0)
            asker = None
        answered = True
        say(reply.decode(errors="replace"))


async def tcp_server(arguments):
    """One coroutine, one client at a time: the next is accepted after the one before."""
    port, host = server_arguments("tcp-server", arguments)
    say("# *** upper-case server over TCP ***")
    loop = asyncio.get_running_loop()
    listener = await bind(host, port, socket.SOCK_STREAM)
    say(f"listening on {endpoint(listener.getsockname())}")
    while True:
        try:
            connection, address = await loop.sock_accept(listener)
        except OSError as problem:
            complain(problem)
            await asyncio.sleep(0.1)
            continue
        say(f"# hello {endpoint(address)}")
        with connection:
            try:
                while data := await loop.sock_recv(connection, 30_000):
                    await loop.sock_sendall(connection, data.upper())
            except OSError as problem:
                complain(f"{endpoint(address)}: {problem}")
        say(f"# goodbye {endpoint(address)}")


async def tcp_client(arguments):
    host, port = client_arguments("tcp-client", arguments)
    say("# connecting")
    try:
        reader, writer = await asyncio.open_connection(host, port)
        log.debug("connected, now the line")
        loop = asyncio.get_running_loop()
        line = await loop.run_in_executor(None, sys.stdin.buffer.readline)
        writer.write(line[:-1] if line.endswith(b"\n") else line)
        writer.write_eof()
        reply = await reader.read()
        writer.close()
        await writer.wait_closed()
    except (OSError, UnicodeError) as problem:
        raise Failure(f"{host} port {port}: {problem}") from None
    say("From Server: " + reply.decode(errors="replace"))


if __name__ == "__main__":
    run({"server": server, "client": client, "tcp-server": tcp_server, "tcp-client": tcp_client})
