import socket
import time

with socket.create_connection(("localhost", 6379)) as sock:
    sock.sendall(b"SET key value\r\nGET key\r\n")
    file = sock.makefile("rb")
    print(file.readline(), file.readline(), file.readline())
    sock.settimeout(1)
    start = time.monotonic()
    try:
        sock.recv(1)
    except TimeoutError as error:
        print(repr(error), time.monotonic() - start)
