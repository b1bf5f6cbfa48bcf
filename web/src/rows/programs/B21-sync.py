import redis

r, other = redis.Redis(), redis.Redis()
tries = 0


def add_one(pipe):
    global tries
    tries += 1
    value = int(pipe.get("counter") or 0)
    if tries <= 2:
        other.incr("counter")  # somebody comes first, twice
    pipe.multi()
    pipe.set("counter", value + 1)


print(r.transaction(add_one, "counter"), "after", tries, "tries")
with r.pipeline() as pipe:
    pipe.watch("counter")
    other.incr("counter")
    pipe.multi()
    pipe.set("counter", 0)
    try:
        pipe.execute()
    except redis.WatchError as error:
        print(error)
print(int(r.get("counter")))
