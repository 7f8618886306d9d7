"""A web server for one page, to see what goes over the wire: it counts a visitor's visits with a cookie."""

import socket
import sys


# ANCHOR: answer
def answer(connection):
    with connection.makefile("rb") as request:
        first = request.readline()
        if not first:
            raise ValueError("the client has said nothing")
        print(first.decode(errors="replace").rstrip(), flush=True)
        visits = 1
        # It ends at the empty line: there the head ends, and a GET has no body.
        while header := request.readline().rstrip(b"\r\n"):
            if header.startswith(b"Cookie: visits="):
                visits = int(header.removeprefix(b"Cookie: visits=")) + 1
    body = f"This is your visit number {visits}.\n".encode()
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\nSet-Cookie: visits={visits}\r\nConnection: close\r\n\r\n"
    )
    connection.sendall(head.encode() + body)
# ANCHOR_END: answer


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
ip, port = listener.getsockname()
print(f"listening on {ip}:{port}", flush=True)
while True:
    connection, _ = listener.accept()
    with connection:
        try:
            answer(connection)
        except (OSError, ValueError) as error:
            print(f"error: {error}", file=sys.stderr, flush=True)
