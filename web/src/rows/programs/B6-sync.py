import redis

r = redis.Redis(decode_responses=True)
r.set("counter", 10)
r.incrby("counter", 5)
r.hset("user:1", mapping={"name": "Ada"})
r.expire("user:1", 3600)
print(r.get("counter"), r.hgetall("user:1"), r.ttl("user:1"))
r.close()
