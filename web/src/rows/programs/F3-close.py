import asyncio


async def main():
    reader, writer = await asyncio.open_connection("localhost", 6379)
    writer.write(b"SET key value\r\n")
    writer.close()
    await writer.wait_closed()

    reader, writer = await asyncio.open_connection("localhost", 6379)
    await asyncio.sleep(1)
    writer.write(b"GET key\r\n")
    print(await reader.read(100))
    writer.close()


asyncio.run(main())
