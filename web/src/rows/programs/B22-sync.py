import redis

r = redis.Redis(decode_responses=True)
r.set("stock", 3)
with r.pipeline() as pipe:
    print(pipe.watch("stock"), pipe.get("stock"))
    pipe.multi()
    print(pipe.decr("stock") is pipe, len(pipe))
    for wrong in pipe.multi, lambda: pipe.watch("other"):
        try:
            wrong()
        except redis.RedisError as error:
            print(error)
    print(pipe.execute())

    pipe.watch("stock")
    print(pipe.unwatch(), pipe.get("stock") is pipe)
    try:
        pipe.multi()
    except redis.RedisError as error:
        print(error)
    pipe.reset()

    pipe.watch("stock")
print("after the block, nothing is watched:", pipe.watching, len(pipe))
r.close()
