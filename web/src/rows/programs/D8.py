from cache_service import *

import aioredis


async def show(text):
    """What comes over the wire for a request as it would be typed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", 8000)
    writer.write(text.replace("\n", "\r\n").encode())
    print((await reader.read()).decode().replace("\r", ""))
    writer.close()


async def main():
    app.pool = await aioredis.create_redis_pool("redis://localhost", minsize=1, encoding="utf-8")
    async with await start():
        await show("POST /cache/greeting?value=hello HTTP/1.1\nHost: 127.0.0.1\n\n")
        await show("POST /cache/a%2Fb?value=K%C3%B6ln+am+Rhein HTTP/1.1\nContent-Length: 4\n\nbody")
        print(*await request("POST", "/cache/empty", value=""))
        print(*await request("POST", "/cache/greeting", value="hello again"))
        print(await app.pool.mget("greeting", "a/b", "empty"))
        print(*await request("POST", "/cache/greeting"))
        await show("hello\n\n")
    app.pool.close()
    await app.pool.wait_closed()


asyncio.run(main())
