import redis

r = redis.Redis(decode_responses=True)
r.set("name", "Ada")
for transaction in True, False:
    pipe = r.pipeline(transaction=transaction)
    pipe.incr("visits").incr("name").incr("visits")
    print(pipe.execute(raise_on_error=False))
try:
    r.pipeline().incr("visits").incr("name").incr("visits").execute()
except redis.ResponseError as error:
    print(error)
print(r.get("visits"))
r.close()
