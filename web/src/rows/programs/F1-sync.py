import time

import redis

r = redis.from_url("redis://localhost")
r.ping()
print("calling", round(time.monotonic(), 3))
reply = r.set("key", "value")
print("called", round(time.monotonic(), 3), reply)
r.close()
