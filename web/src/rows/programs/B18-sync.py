import redis

r = redis.Redis(decode_responses=True)
r.hset("user", mapping={"name": "Ada", "born": 1815})
user = r.hgetall("user")
print(type(user), user, user.keys() & {"name", "email"}, r.hgetall("nobody"))
r.close()
