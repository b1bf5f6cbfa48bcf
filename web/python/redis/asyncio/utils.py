"""Small helpers that programs import from here."""

from .client import Redis


def from_url(url, **kwargs):
    """A client for the server that a URL names."""
    return Redis.from_url(url, **kwargs)


class pipeline:
    """A pipeline that runs when the block ends: `async with pipeline(client) as pipe`."""

    def __init__(self, redis_obj):
        self.p = redis_obj.pipeline()

    async def __aenter__(self):
        return self.p

    async def __aexit__(self, *error):
        await self.p.execute()
        del self.p
