import redis

r = redis.Redis(decode_responses=True)
with r.pipeline(transaction=True) as pipe:
    pipe.set("a", 1)
    pipe.incr("a")
    print(pipe.execute())

with r.pipeline() as pipe:
    pipe.set("b", 1)
    print("staged:", len(pipe))
print("left in the block's pipeline:", len(pipe))
print(r.get("b"))
r.close()
