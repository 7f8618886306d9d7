"""Lab 4, the server of lines: prints each line that arrives, from one client at a time."""

from common import clients, open_server, report, run, say, server_arguments, text


def main():
    port, host = server_arguments("lab4-lines-server")
    for connection, peer in clients(open_server(port, host)):
        with connection:
            try:
                print_lines(connection)
            except OSError as problem:
                report(f"{peer}: {problem}")


# ANCHOR: print-lines
def print_lines(connection):
    unfinished = b""
    while piece := connection.recv(65536):
        *lines, unfinished = (unfinished + piece).split(b"\n")
        for line in lines:
            say(f"line: {text(line)}")  # text only now that all its bytes are here
    if unfinished:
        report("connection closed mid-line")
# ANCHOR_END: print-lines


run(main)
