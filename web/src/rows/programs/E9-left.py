import asyncio
import contextvars

reader = contextvars.ContextVar("reader", default="nobody")


async def numbers():
    number = 0
    try:
        while True:
            await asyncio.sleep(0.1)
            yield number
            number += 1
    finally:
        await asyncio.sleep(1)
        print("put away after", number, "for", reader.get())


async def main():
    async for number in numbers():
        if number == 3:
            break
    print("left at", number)
    await asyncio.sleep(2)


reader.set("Ada")
asyncio.run(main())
print("still for", reader.get())
