import asyncio


async def main():
    future = asyncio.get_running_loop().create_future()
    try:
        await asyncio.wait_for(future, timeout=3)
    except TimeoutError:
        print("nobody set it:", future)


asyncio.run(main())
