"""Lab 1, the server: sends back every byte it receives, to one client at a time."""

from common import clients, open_server, report, run, say, server_arguments


def main():
    port, host = server_arguments("lab1-server")
    server = open_server(port, host)
    # ANCHOR: serve
    for connection, peer in clients(server):
        say(f"connected {peer}")
        with connection:  # closes it at the end of the block, however that comes
            try:
                echo(connection)
            except OSError as problem:
                report(f"{peer}: {problem}")
        say(f"disconnected {peer}")
    # ANCHOR_END: serve


# ANCHOR: echo
def echo(connection):
    """Sends back what comes, until the client has finished sending."""
    while data := connection.recv(65536):  # 0 bytes are the end of the stream
        connection.sendall(data)  # not send(): that may take a part only
# ANCHOR_END: echo


run(main)
