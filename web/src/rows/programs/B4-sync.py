import redis


def show(r):
    print(r.get("name"), r.hgetall("user"), r.lrange("list", 0, -1), sorted(r.keys()))
    print(r.zrange("scores", 0, -1, withscores=True), r.xrange("log"))


as_bytes = redis.from_url("redis://localhost")
as_text = redis.from_url("redis://localhost", decode_responses=True)
as_bytes.set("name", "Zoë")
as_bytes.hset("user", "city", "Köln")
as_bytes.rpush("list", "a")
as_bytes.zadd("scores", {"ada": 1})
as_bytes.xadd("log", {"did": "sign up"}, id="1-1")
show(as_bytes)
show(as_text)
