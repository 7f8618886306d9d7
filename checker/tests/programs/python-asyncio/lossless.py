"""Lab 8 on asyncio's event loop: a protocol for datagrams, and timers of the loop."""

import asyncio
import socket
import sys

from chatty import Failure, bind, complain, endpoint, log, lookup, parse_port, run, say, usage

DATA, ACK = 1, 2


def checksum(data):
    total = 0
    for at, byte in enumerate(data):
        total += byte << (0 if at % 2 else 8)
        total = (total & 0xFFFF) + (total >> 16)
    return 0xFFFF - total


def pack(kind, number, payload=b""):
    number = number.to_bytes(4, "big")
    total = checksum(bytes([kind, 0, 0, 0]) + number + payload)
    return bytes([kind, 0]) + total.to_bytes(2, "big") + number + payload


def unpack(data):
    if len(data) < 8 or data[0] not in (DATA, ACK) or checksum(data) != 0:
        return None
    return data[0], int.from_bytes(data[4:8], "big"), data[8:]


class Receiver(asyncio.DatagramProtocol):
    def __init__(self, file):
        self.file, self.sender, self.expected, self.total = file, None, 0, 0
        self.kept, self.leave = {}, None
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, peer):
        segment = unpack(data)
        if segment is None or segment[0] != DATA:
            log.debug("no segment from %s", endpoint(peer))
            return
        _, number, payload = segment
        if self.sender is None and number == 0:
            self.sender = peer
        if peer != self.sender:
            log.debug("a stranger at %s", endpoint(peer))
            return
        if self.leave is None and number >= self.expected:
            self.kept.setdefault(number, payload)
        is_whole = self.leave is not None
        while not is_whole and self.expected in self.kept:
            payload = self.kept.pop(self.expected)
            self.file.write(payload)
            self.total += len(payload)
            self.expected += 1
            is_whole = not payload
        if is_whole:
            if self.leave:
                self.leave.cancel()
            self.leave = asyncio.get_running_loop().call_later(1, self.done.set_result, None)
        self.transport.sendto(pack(ACK, self.expected), peer)


async def receiver(arguments):
    if len(arguments) not in (2, 3) or parse_port(arguments[0]) is None:
        usage("receiver PORT FILE [HOST]")
    host = arguments[2] if len(arguments) == 3 else "127.0.0.1"
    try:
        file = open(arguments[1], "wb", buffering=0)
    except OSError as problem:
        raise Failure(problem) from None
    sock = await bind(host, parse_port(arguments[0]), socket.SOCK_DGRAM)
    loop = asyncio.get_running_loop()
    _, protocol = await loop.create_datagram_endpoint(lambda: Receiver(file), sock=sock)
    say("# *** receiver, asyncio edition ***")
    say(f"listening on {endpoint(sock.getsockname())}")
    await protocol.done
    file.close()
    say(f"received {protocol.total} bytes")


class Sender(asyncio.DatagramProtocol):
    """Each segment has a timer of its own."""

    def __init__(self, segments, window):
        self.loop = asyncio.get_running_loop()
        self.segments, self.window = segments, window
        self.first, self.next, self.repeats, self.silent = 0, 0, 0, 0
        self.sent, self.timers, self.twice = {}, {}, set()
        self.mean, self.spread, self.wait, self.backed_off = None, 0, 0.1, 0
        self.done = self.loop.create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.fill()

    def fill(self):
        while self.next < len(self.segments) and self.next < self.first + self.window:
            self.send(self.next)
            self.next += 1

    def send(self, number):
        if number in self.sent:
            self.twice.add(number)
        if number in self.timers:
            self.timers[number].cancel()
        self.sent[number] = self.loop.time()
        self.transport.sendto(self.segments[number])
        self.timers[number] = self.loop.call_later(self.wait, self.late, number)

    def late(self, number):
        if number == self.first:
            self.silent += 1
            self.wait = min(0.5, 2 * self.wait)
        if self.silent == 8:
            self.end(Failure("nobody answers"))
        else:
            self.send(number)

    def end(self, problem=None):
        for timer in self.timers.values():
            timer.cancel()
        if not self.done.done():
            self.done.set_result(problem)

    def datagram_received(self, data, peer):
        segment = unpack(data)
        if segment is None or segment[0] != ACK:
            log.debug("no acknowledgement from %s", endpoint(peer))
            return
        number = segment[1]
        if number == self.first:
            self.repeats += 1
            if self.repeats == 3:
                self.send(number)
        if not self.first < number <= len(self.segments):
            return
        if not any(one in self.twice for one in range(self.first, number)):
            self.learn(self.loop.time() - self.sent[number - 1])
        for one in range(self.first, number):
            if one in self.timers:
                self.timers.pop(one).cancel()
        self.first, self.next = number, max(self.next, number)
        self.repeats = self.silent = 0
        if number == len(self.segments):
            self.end()
        else:
            self.fill()

    def learn(self, sample):
        if self.mean is None:
            self.mean, self.spread = sample, sample / 2
        else:
            self.spread += (abs(self.mean - sample) - self.spread) / 4
            self.mean += (sample - self.mean) / 8
        self.wait = min(0.5, max(0.02, self.mean + 4 * self.spread))

    def error_received(self, problem):
        log.debug("%s, which is silence", problem)


async def sender(arguments):
    is_window = len(arguments) == 3 or len(arguments) == 4 and arguments[3].isascii() and arguments[3].isdigit()
    if not is_window or parse_port(arguments[1]) is None:
        usage("sender HOST PORT FILE [WINDOW]")
    window = int(arguments[3]) if len(arguments) == 4 else 1
    if not 1 <= window <= 1024:
        usage("sender HOST PORT FILE [WINDOW]")
    try:
        with open(arguments[2], "rb") as file:
            content = file.read()
    except OSError as problem:
        raise Failure(problem) from None
    pieces = [content[at:at + 1000] for at in range(0, len(content), 1000)]
    segments = [pack(DATA, number, piece) for number, piece in enumerate([*pieces, b""])]
    loop = asyncio.get_running_loop()
    problem = None
    for family, address in await lookup(arguments[0], parse_port(arguments[1]), socket.SOCK_DGRAM):
        transport, protocol = await loop.create_datagram_endpoint(
            lambda: Sender(segments, window), remote_addr=address[:2], family=family)
        problem = await protocol.done
        transport.close()
        if problem is None:
            say(f"sent {len(content)} bytes")
            return
        log.debug("%s: %s", endpoint(address), problem)
    complain(problem)
    sys.exit(1)


if __name__ == "__main__":
    run({"receiver": receiver, "sender": sender})
