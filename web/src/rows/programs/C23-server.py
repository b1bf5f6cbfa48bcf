import asyncio
import aioredis


async def bogus(reader, writer):
    await reader.read(100)
    writer.write(b"+OK\r\n?bogus\r\n")


async def main():
    server = await asyncio.start_server(bogus, "localhost", 7000)
    conn = await aioredis.create_connection(("localhost", 7000))
    first, second, third = [conn.execute("GET", "key") for _ in range(3)]
    print(await first)
    for future in second, third:
        try:
            await future
        except aioredis.ProtocolError as error:
            print("raised:", error)
    print(conn.closed)
    await conn.wait_closed()
    server.close()


asyncio.run(main())
