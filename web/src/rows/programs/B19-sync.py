import redis
import redis.exceptions

with redis.Redis() as r:
    r.set("word", "abc")
    for failing in lambda: r.incr("word"), lambda: r.lpush("word", 1), lambda: r.eval("nonsense", 0):
        try:
            failing()
        except redis.ResponseError as error:
            print(type(error) is redis.exceptions.ResponseError, str(error).split()[0])
