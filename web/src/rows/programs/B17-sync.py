import redis

r = redis.Redis(decode_responses=True)
r.mset({f"key:{n}": n for n in range(10_000)})
found = list(r.scan_iter("key:*", count=1000))
print(len(set(found)), "keys,", len(found) - len(set(found)), "twice")
r.hset("hash", mapping={f"field:{n}": n for n in range(1000)})
r.sadd("set", *range(1000))
r.zadd("zset", {f"member:{n}": n for n in range(1000)})
print(len(dict(r.hscan_iter("hash", count=100))))
print(len(set(r.sscan_iter("set", count=100))))
print(len(dict(r.zscan_iter("zset", count=100))))
print(list(r.scan_iter(count=5000, _type="zset")))
r.close()
