import redis


def clients(watcher):
    return len(watcher.client_list()) - 1


watcher = redis.Redis()
with redis.Redis() as r:
    print("client:", r.ping(), clients(watcher))
print("closed:", clients(watcher))

try:
    with redis.Redis() as r:
        r.ping()
        raise RuntimeError("something else")
except RuntimeError:
    print("closed by an error:", clients(watcher))

with redis.ConnectionPool() as pool:
    r = redis.Redis(connection_pool=pool)
    with r.pipeline() as pipe:
        print("pipeline:", pipe.incr("n").incr("n").execute())
    with r.pubsub() as pubsub:
        pubsub.subscribe("news")
        print("pubsub:", pubsub.get_message(timeout=1)["type"])
    print("no subscription left:", watcher.pubsub_numsub("news"))
    with r.lock("door", timeout=10):
        print("lock:", r.exists("door"))
    print("released:", r.exists("door"))
    with r.monitor() as monitor:
        watcher.get("n")
        print("monitor:", monitor.next_command()["command"])
print("closed:", clients(watcher))
watcher.close()
