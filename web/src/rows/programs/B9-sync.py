import redis
import redis.asyncio

try:
    redis.Redis(connection_pool=redis.asyncio.ConnectionPool())
except TypeError as error:
    print(error)
with redis.Redis(connection_pool=redis.ConnectionPool()) as r:
    print(r.ping(), r.connection_pool)
    r.connection_pool.disconnect()
