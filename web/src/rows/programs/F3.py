import asyncio


async def main():
    reader, writer = await asyncio.open_connection("localhost", 6379)
    writer.write(b"*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n")
    writer.write(b"*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n")
    await writer.drain()
    print(await reader.readline(), await reader.readline(), await reader.readline())
    writer.write(b"QUIT\r\n")
    print(await reader.read())
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
