"""Lab 1 with asyncio streams."""

import asyncio
import os
import socket

from chatty import (Failure, bind, client_arguments, complain, endpoint, log, run, say,
                    server_arguments)


class EchoServer:
    def __init__(self):
        # Every client gets a task, but only the one that holds this is served;
        # asyncio's lock is first come, first served.
        self.turn = asyncio.Lock()

    async def client(self, reader, writer):
        async with self.turn:
            await self.serve(reader, writer)

    async def serve(self, reader, writer):
        peer = endpoint(writer.get_extra_info("peername"))
        say(f"connected {peer}")
        total = 0
        try:
            while data := await reader.read(100_000):
                total += len(data)
                writer.write(data)
                await writer.drain()
            say(f"# {peer} has sent everything")
            writer.close()
            await writer.wait_closed()
        except OSError as problem:
            complain(f"{peer}: {problem}")
            writer.transport.abort()
        log.debug("echoed %d bytes", total)
        say(f"disconnected {peer}")


async def server(arguments):
    port, host = server_arguments("server", arguments)
    say("# *** echo server, asyncio edition ***")
    say(f"# asked for {host}, port {port}")
    sock = await bind(host, port, socket.SOCK_STREAM)
    listener = await asyncio.start_server(EchoServer().client, sock=sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    say("# waiting for clients")
    await listener.serve_forever()


async def client(arguments):
    host, port, message = client_arguments("client", arguments, "MESSAGE")
    data = os.fsencode(message)
    say(f"# sending {len(data)} bytes")
    try:
        reader, writer = await asyncio.open_connection(host, port)
        say(f"# connected to {endpoint(writer.get_extra_info('peername'))}")
        writer.write(data)
        writer.write_eof()
        reply = await reader.read()
        writer.close()
        await writer.wait_closed()
    except (OSError, UnicodeError) as problem:
        raise Failure(f"{host} port {port}: {problem}") from None
    log.debug("the reply has %d bytes", len(reply))
    say("received: " + reply.decode(errors="replace"))


if __name__ == "__main__":
    run({"server": server, "client": client})
