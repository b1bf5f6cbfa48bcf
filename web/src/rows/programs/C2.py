import asyncio


async def echo(message):
    reader, writer = await asyncio.open_connection("127.0.0.1", 8888)
    print("send:", message)
    writer.write(message.encode())
    data = await reader.read(100)
    print("received:", data.decode())
    writer.close()


asyncio.run(echo("Hello, world!"))
