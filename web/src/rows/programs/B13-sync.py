import time

import redis

for pool in (
    redis.ConnectionPool(max_connections=1),
    redis.BlockingConnectionPool(max_connections=1, timeout=0.5),
):
    r = redis.Redis(connection_pool=pool)
    taken = pool.get_connection()
    start = time.monotonic()
    try:
        r.ping()
    except redis.ConnectionError as error:
        print(type(error).__name__, error, round(time.monotonic() - start, 2))
    pool.release(taken)
    print(r.ping())
    pool.disconnect()
