import asyncio


async def handle(reader, writer):
    while line := await reader.readline():
        await asyncio.sleep(0.1)  # a slow peer
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def ask(words):
    reader, writer = await asyncio.open_connection("127.0.0.1", 9000)
    answers = []
    for word in words:
        writer.write(f"{word}\n".encode())
        answers.append((await reader.readline()).decode().strip())
    writer.close()
    await writer.wait_closed()
    return answers


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 9000)
    async with server:
        print(await asyncio.gather(ask(["a", "b"]), ask(["c"])))
        print("seconds:", asyncio.get_running_loop().time())
    try:
        await asyncio.open_connection("127.0.0.1", 9000)
    except ConnectionRefusedError as error:
        print("closed:", type(error).__name__)


asyncio.run(main())
