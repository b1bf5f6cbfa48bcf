import asyncio


class Reader:
    """Yields 1 to 99, each after a while."""

    def __init__(self):
        self.count = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count += 1
        if self.count == 100:
            raise StopAsyncIteration
        await asyncio.sleep(0.01)
        return self.count


class OldReader(Reader):
    async def __aiter__(self):
        return self


async def main():
    values = [value async for value in Reader()]
    print(values[0], values[-1], len(values))
    try:
        async for value in OldReader():
            print(value)
    except TypeError as error:
        print("TypeError:", error)


asyncio.run(main())

try:
    compile("def plain():\n    async for value in Reader():\n        pass\n", "plain.py", "exec")
except SyntaxError as error:
    print("SyntaxError:", error.msg)
