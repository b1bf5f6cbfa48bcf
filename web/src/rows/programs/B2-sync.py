import redis

r = redis.Redis(decode_responses=True)
r.sadd("likes:ada", "tea", "maths")
r.sadd("likes:bob", "tea")
print(r.execute_command("SINTERCARD", 2, "likes:ada", "likes:bob"))
for command in ("JSON.GET", "user:1"), ("FT.SEARCH", "users", "*"), ("NO.SUCH", 1):
    try:
        r.execute_command(*command)
    except redis.ResponseError as error:
        print(error)
r.close()
