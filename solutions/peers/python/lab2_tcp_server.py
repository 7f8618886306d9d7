"""Lab 2, the server over TCP: sends the stream back in upper case, to one client at a time."""

from common import clients, open_server, report, run, server_arguments


def main():
    port, host = server_arguments("lab2-tcp-server")
    # ANCHOR: serve
    for connection, peer in clients(open_server(port, host)):
        with connection:
            try:
                while data := connection.recv(65536):
                    connection.sendall(data.upper())
            except OSError as problem:
                report(f"{peer}: {problem}")
    # ANCHOR_END: serve


run(main)
