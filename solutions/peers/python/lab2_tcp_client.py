"""Lab 2, the client over TCP: sends one line, and prints what comes back."""

import socket
import sys

from common import client_arguments, fail, run, say, text


def main():
    host, port = client_arguments("lab2-tcp-client")
    line = sys.stdin.buffer.readline().removesuffix(b"\n")
    reply = bytearray()
    try:
        with socket.create_connection((host, port)) as connection:
            connection.sendall(line)
            connection.shutdown(socket.SHUT_WR)
            while data := connection.recv(65536):
                reply += data
    except (OSError, UnicodeError) as problem:
        fail(f"{host} port {port}: {problem}")
    say(f"From Server: {text(reply)}")


run(main)
