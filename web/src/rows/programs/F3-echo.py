import asyncio


async def main():
    reader, writer = await asyncio.open_connection("127.0.0.1", 8888)
    for line in b"one\n", b"two\n":
        writer.write(line)
        print(await reader.readline())
    writer.write_eof()
    print(await reader.read())
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
