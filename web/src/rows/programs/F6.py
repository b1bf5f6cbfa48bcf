import asyncio


async def waits_for(future):
    return await future


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(waits_for(future), name="patient")
    await asyncio.sleep(3)
    print("three seconds later")
    await task


asyncio.run(main())
