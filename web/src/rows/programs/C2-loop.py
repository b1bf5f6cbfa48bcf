import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.open_connection("localhost", 6379, loop=loop)
    except TypeError as error:
        print("TypeError:", error)
    reader, writer = await asyncio.open_connection("localhost", 6379)
    writer.write(b"PING\r\n")
    print(await reader.read(100))
    writer.close()


asyncio.run(main())
