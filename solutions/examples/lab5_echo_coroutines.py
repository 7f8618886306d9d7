"""An echo for many clients: a coroutine for each."""

import asyncio
import sys


# ANCHOR: talk
async def talk(reader, writer):
    while piece := await reader.read(4096):
        writer.write(piece)
        await writer.drain()  # waits while too much is pending
    writer.close()
# ANCHOR_END: talk


async def main():
    server = await asyncio.start_server(talk, "127.0.0.1", int(sys.argv[1]))
    ip, port = server.sockets[0].getsockname()
    print(f"listening on {ip}:{port}", flush=True)
    await server.serve_forever()


asyncio.run(main())
