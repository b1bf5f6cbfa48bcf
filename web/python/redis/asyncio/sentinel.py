"""There is one Redis in this page, and it is no sentinel: importing this says so."""

raise ImportError(
    "redis.asyncio.sentinel is not supported here: the page has a single Redis; "
    "use redis.Redis or redis.asyncio.Redis"
)
