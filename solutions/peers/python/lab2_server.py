"""Lab 2, the server: sends each datagram back in upper case."""

import socket

from common import open_server, report, run, server_arguments, show


def main():
    port, host = server_arguments("lab2-server")
    server = open_server(port, host, socket.SOCK_DGRAM)
    # ANCHOR: serve
    while True:
        try:
            data, sender = server.recvfrom(65536)
            server.sendto(data.upper(), sender)  # upper() of bytes changes a to z and nothing else
        except OSError as problem:
            report(problem)
    # ANCHOR_END: serve


run(main)
