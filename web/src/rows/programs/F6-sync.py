import redis

r = redis.Redis()
print(r.ping())
r.blpop("jobs")
