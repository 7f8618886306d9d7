"""A send that takes only a part: nobody reads, the buffers are full, and the program is stopped and continued."""

import socket
import threading

listener = socket.create_server(("127.0.0.1", 0))
connection = socket.create_connection(listener.getsockname())
receiver, _ = listener.accept()


# ANCHOR: all
def send_all(connection, data):
    """What `sendall` does."""
    while data:
        taken = connection.send(data)
        data = data[taken:]
# ANCHOR_END: all


def count():
    total = 0
    while data := receiver.recv(65536):
        total += len(data)
    print(f"now somebody reads: {total} bytes have come", flush=True)


# ANCHOR: part
message = b"x" * (8 * 1024 * 1024)
print(f"sending {len(message)} bytes to somebody who does not read", flush=True)
taken = connection.send(message)  # waits: the buffers are full
print(f"send has taken {taken} of them", flush=True)
# ANCHOR_END: part

reading = threading.Thread(target=count, name="reader")
reading.start()
send_all(connection, message[taken:])
connection.close()
reading.join()
