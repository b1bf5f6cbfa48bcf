import asyncio
import random
from functools import partial


class Relay:
    """Stands between a client and Redis, and hands replies on in pieces as it likes."""

    def __init__(self, size, most=None):
        self._size = size  # what the next piece's size is
        self._left = most  # bytes until it hangs up, or None

    async def serve(self, reader, writer):
        from_redis, to_redis = await asyncio.open_connection("localhost", 6379)
        replies = asyncio.create_task(self._replies(from_redis, writer))
        while commands := await reader.read(65536):
            to_redis.write(commands)
        to_redis.close()
        await replies

    async def _replies(self, reader, writer):
        while data := await reader.read(65536):
            while data:
                size = self._size()
                if self._left is not None and self._left < size:
                    return writer.transport.abort()
                if self._left is not None:
                    self._left -= size
                writer.write(data[:size])
                data = data[size:]
                await asyncio.sleep(0.001)  # each arrives on its own


CONVERSATION = (
    (("FLUSHDB",), b"OK"),
    (("SET", "text", "two\r\nlines"), b"OK"),
    (("GET", "text"), b"two\r\nlines"),
    (("GET", "nothing"), None),
    (("INCR", "n"), 1),
    (("LPUSH", "n", "one"), "WRONGTYPE"),
    (("RPUSH", "list", "", "$3", "-ERR"), 3),
    (("LRANGE", "list", 0, -1), [b"", b"$3", b"-ERR"]),
    (("LRANGE", "nothing", 0, -1), []),
    (("NO.SUCH",), "ERR unknown"),
    (("MULTI",), b"OK"),
    (("LRANGE", "list", 0, 1), b"QUEUED"),
    (("INCR", "n"), b"QUEUED"),
    (("EXEC",), [[b"", b"$3"], 2]),
    (("ECHO", "x" * 200), b"x" * 200),
)


async def holds(conn):
    """All at once, and every reply, or error, where it belongs."""
    futures = [conn.execute(*command) for command, _ in CONVERSATION]
    replies = await asyncio.gather(*futures, return_exceptions=True)
    for (command, expected), reply in zip(CONVERSATION, replies):
        if isinstance(expected, str):
            assert str(reply).startswith(expected), f"{command} came to {reply!r}"
        else:
            assert reply == expected, f"{command} came to {reply!r}"


async def holds_when_some_are_cancelled(dice, conn):
    futures = {word: conn.execute("ECHO", word) for word in map(str, range(30))}
    await asyncio.sleep(dice.randint(0, 60) / 1000)
    for word in dice.sample(list(futures), 15):
        futures[word].cancel()
    left = {word: future for word, future in futures.items() if not future.cancelled()}
    replies = await asyncio.gather(*left.values(), return_exceptions=True)
    for word, reply in zip(left, replies):
        assert reply == word.encode(), f"ECHO {word} came to {reply!r}"


async def tells_all_that_it_is_over(conn):
    futures = [conn.execute("ECHO", word) for word in ("one", "two", "three")]
    replies = await asyncio.gather(*futures, return_exceptions=True)
    whole = [reply for reply in replies if not isinstance(reply, Exception)]
    assert whole == [b"one", b"two"][: len(whole)], f"they came to {replies}"
    try:
        conn.execute("PING")
    except Exception:
        return
    raise AssertionError("a connection that is lost takes a command")


def checks():
    """Title, relay, and what is asked of the client."""
    yield "replies as they come", Relay(lambda: 65536), holds
    yield "one byte at a time", Relay(lambda: 1), holds
    for seed in range(5):
        dice = random.Random(seed)
        yield f"pieces by chance, {seed}", Relay(partial(dice.randint, 1, 40)), holds
    for seed in range(5):
        dice = random.Random(seed)
        relay = Relay(partial(dice.randint, 1, 40))
        yield f"some cancelled, {seed}", relay, partial(holds_when_some_are_cancelled, dice)
    for most in 0, 1, 9, 10, 24:
        yield f"reset after {most} bytes", Relay(lambda: 1, most), tells_all_that_it_is_over


async def grade(create_connection):
    passed = 0
    for number, (title, relay, check) in enumerate(checks(), 1):
        async with await asyncio.start_server(relay.serve, "localhost", 7000):
            conn = await create_connection(("localhost", 7000))
            try:
                await asyncio.wait_for(check(conn), 10)
                passed += 1
            except Exception as error:
                print(f"{title}: {type(error).__name__} {error}".strip())
            conn.close()
    print(passed, "of", number, "passed")
