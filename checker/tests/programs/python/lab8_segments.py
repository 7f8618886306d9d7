"""Lab 8: segments, by struct."""

import struct

DATA, ACK = 1, 2
HEADER = struct.Struct("!BBHI")


def checksum(data):
    words = struct.unpack(f"!{len(data) // 2}H", data[:len(data) & ~1])
    total = sum(words) + (data[-1] << 8 if len(data) % 2 else 0)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def pack(kind, number, payload=b""):
    whole = HEADER.pack(kind, 0, 0, number) + payload
    return HEADER.pack(kind, 0, checksum(whole), number) + payload


def unpack(data):
    """Kind, number, payload; a kind of 0 for what never came."""
    if len(data) < HEADER.size:
        return 0, 0, b""
    kind, zero, claimed, number = HEADER.unpack_from(data)
    payload = data[HEADER.size:]
    if kind not in (DATA, ACK) or checksum(HEADER.pack(kind, zero, 0, number) + payload) != claimed:
        return 0, 0, b""
    return kind, number, payload
