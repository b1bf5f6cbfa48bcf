"""There is one Redis in this page, and it is no cluster: importing this says so."""

raise ImportError(
    "redis.asyncio.cluster is not supported here: the page has a single Redis; "
    "use redis.Redis or redis.asyncio.Redis"
)
