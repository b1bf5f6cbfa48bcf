import asyncio


async def handle(reader, writer):
    writer.transport.pause_reading()
    writer.write(b"half an ans")
    await asyncio.sleep(1)
    writer.transport.abort()  # with something unread: the other end hears of a reset


async def main():
    async with await asyncio.start_server(handle, "127.0.0.1", 9000):
        reader, writer = await asyncio.open_connection("127.0.0.1", 9000)
        print(await reader.read(100))
        writer.write(b"ask\n")
        try:
            await reader.readexactly(20)
        except (ConnectionResetError, asyncio.IncompleteReadError) as error:
            print(type(error).__name__)
        writer.close()


asyncio.run(main())
