"""Calls out to a port of the machine's and to the world, in each way that there is; the box has neither."""
import socket

IPPROTO_MPTCP = 262
MSG_FASTOPEN = 0x20000000
port = int(open("port").read())
for address in [("127.0.0.1", port), ("1.1.1.1", 53), ("::1", port), ("2606:4700:4700::1111", 53)]:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    for kind, protocol, flags in [
        (socket.SOCK_STREAM, 0, None),
        (socket.SOCK_STREAM, IPPROTO_MPTCP, None),
        (socket.SOCK_STREAM, 0, MSG_FASTOPEN),
        (socket.SOCK_DGRAM, 0, 0),
    ]:
        try:
            with socket.socket(family, kind, protocol) as out:
                out.settimeout(0.5)
                if flags is None:
                    out.connect(address)
                    out.sendall(b"out")
                else:
                    out.sendto(b"out", flags, address)
        except OSError:
            pass
