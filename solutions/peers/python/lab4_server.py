"""Lab 4, the server: prints each frame that arrives, from one client at a time."""

from common import clients, open_server, report, run, say, server_arguments, text
from frames import BadFrame, frames


def main():
    port, host = server_arguments("lab4-server")
    # ANCHOR: serve
    for connection, peer in clients(open_server(port, host)):
        # makefile() puts a buffer before the connection, with a read(n) that reads on until it has n bytes.
        with connection, connection.makefile("rb") as stream:
            try:
                for payload in frames(stream):
                    say(f"message {len(payload)} bytes: {text(payload)}")
            except BadFrame as problem:
                report(problem)
            except OSError as problem:
                report(f"{peer}: {problem}")
    # ANCHOR_END: serve


run(main)
