import redis

pool = redis.ConnectionPool.from_url("redis://localhost", max_connections=20)
first, second = redis.Redis(connection_pool=pool), redis.Redis(connection_pool=pool)
print(first.connection_pool is pool, second.connection_pool is pool)
first.set("from", "first")
print(second.get("from"))
first.close()
print(second.ping())
pool.disconnect()
