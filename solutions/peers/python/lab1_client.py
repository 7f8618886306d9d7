"""Lab 1, the client: sends a message, and prints what comes back."""

import os
import socket

from common import client_arguments, fail, run, say, text


def main():
    host, port, message = client_arguments("lab1-client", "MESSAGE")
    try:
        reply = ask(host, port, os.fsencode(message))
    except (OSError, UnicodeError) as problem:
        fail(f"{host} port {port}: {problem}")
    say(f"received: {text(reply)}")


# ANCHOR: ask
def ask(host, port, message):
    """Everything that the server sends until it closes."""
    reply = bytearray()
    with socket.create_connection((host, port)) as connection:  # tries every address of the host
        connection.sendall(message)
        connection.shutdown(socket.SHUT_WR)  # "I have finished"; one can still receive
        while data := connection.recv(65536):
            reply += data
    return reply  # bytes: a character may have come in two pieces
# ANCHOR_END: ask


run(main)
