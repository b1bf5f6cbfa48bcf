from aioredis.errors import ReplyError
from aioredis.parser import PyReader

reader = PyReader(replyError=ReplyError)
reply = b"*4\r\n$5\r\nhello\r\n:12\r\n-ERR no\r\n$-1\r\n"
for n, byte in enumerate(reply, 1):
    reader.feed(bytes([byte]))
    value = reader.gets()
    if value is not False:
        print(n, "of", len(reply), value)
print(reader.gets())

reader.feed(b"+OK\r\n:1\r\n$2\r\n\r\n\r\n*0\r\n*-1\r\n+hal")
print([reader.gets() for _ in range(6)])
reader.feed(b"f\r\n")
print(reader.gets())
