import asyncio
import aioredis
from aioredis.util import encode_command

for words in [
    ("PING",),
    ("Hello", "World"),
    ("foo", b"bar"),
    (b"foo", bytearray(b"\x00\xff")),
    ("word", "Grüße"),
    ("INCRBY", "key", 10),
    ("INCRBYFLOAT", "key", -0.5),
    (),
]:
    print(words, bytes(encode_command(*words)))
buffer = bytearray(b"*1\r\n$4\r\nPING\r\n")
print(bytes(encode_command("GET", "a", buf=buffer)), len(buffer))


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    print(await conn.execute("SET", "word", bytearray(b"caf\xc3\xa9")))
    conn.close()


asyncio.run(main())
