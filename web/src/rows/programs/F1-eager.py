import asyncio

import aioredis


async def main():
    r = await aioredis.create_redis("redis://localhost")
    await r.ping()
    call = r.set("key", "value")
    print("called")
    await asyncio.sleep(1)
    print(await call)
    r.close()
    await r.wait_closed()


asyncio.run(main())
