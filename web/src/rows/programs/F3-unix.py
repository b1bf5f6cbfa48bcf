import asyncio


async def main():
    reader, writer = await asyncio.open_unix_connection("/run/redis/redis.sock")
    writer.write(b"SET key value\r\nGET key\r\n")
    print(await reader.readexactly(5), await reader.readexactly(11))
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
