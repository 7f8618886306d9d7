"""Lab 7 with asyncio: the loop is the library's, and what a client waits for is where its task stands."""

import asyncio
import socket
import struct

from chatty import bind, complain, endpoint, parse_port, run, say, usage
from crowded import LARGEST, WELCOME, Complaint, client, frame

ENOUGH = 256 * 1024


class Inbox:
    def __init__(self):
        self.rest = b""

    def take(self, piece):
        self.rest += piece
        start = 0
        payloads = []
        while len(self.rest) - start >= 4:
            (length,) = struct.unpack_from(">I", self.rest, start)
            if length > LARGEST:
                raise Complaint(f"frame of {length} bytes is larger than {LARGEST}")
            if len(self.rest) - start < 4 + length:
                break
            payloads.append(self.rest[start + 4:start + 4 + length])
            start += 4 + length
        self.rest = self.rest[start:]
        return payloads


def arguments_of(words):
    port = parse_port(words[0]) if 1 <= len(words) <= 3 else None
    if port is None or len(words) == 3 and not (words[2].isascii() and words[2].isdigit()):
        usage("server PORT [HOST] [IDLE_MS]")
    return port, (words + ["127.0.0.1"])[1] if len(words) > 1 else "127.0.0.1", \
        int(words[2]) / 1000 if len(words) == 3 else None


async def server(words):
    port, host, idle = arguments_of(words)
    active = 0

    async def talk(reader, writer, peer):
        inbox = Inbox()
        writer.transport.set_write_buffer_limits(high=ENOUGH - 1, low=ENOUGH // 4)
        writer.write(frame(WELCOME))
        while True:
            await writer.drain()
            try:
                piece = await asyncio.wait_for(reader.read(65536), idle)
            except asyncio.TimeoutError:
                writer.write(frame(b"idle"))
                return
            if not piece:
                if inbox.rest:
                    raise Complaint("connection closed mid-frame")
                return
            for payload in inbox.take(piece):
                if payload == b"/bye":
                    writer.write(frame(b"bye"))
                    return
                say(f"{peer}: {payload.decode(errors='replace')}")
                writer.write(frame(b"received: " + payload))
            # Where nothing has to be waited for, nobody else would have a turn.
            await asyncio.sleep(0)

    async def guest(reader, writer):
        nonlocal active
        peer = endpoint(writer.get_extra_info("peername"))
        active += 1
        say(f"connected {peer} (active {active})")
        try:
            await talk(reader, writer, peer)
        except (Complaint, OSError) as problem:
            complain(f"{peer}: {problem}")
        finally:
            writer.close()
            try:
                await writer.wait_closed()
            except OSError:
                pass
            active -= 1
            say(f"disconnected {peer} (active {active})")

    sock = await bind(host, port, socket.SOCK_STREAM)
    listener = await asyncio.start_server(guest, sock=sock)
    say(f"listening on {endpoint(sock.getsockname())}")
    await listener.serve_forever()


if __name__ == "__main__":
    run({"server": server, "client": client})
