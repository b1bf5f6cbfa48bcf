import time

import redis

r = redis.Redis(decode_responses=True)
start = time.monotonic()
print(r.blpop("jobs", timeout=2), time.monotonic() - start, "s, in which nothing else ran")
r.rpush("jobs", "sweep")
print(r.blpop("jobs"))
r.close()
