import time

import redis
from redis.backoff import ConstantBackoff, NoBackoff
from redis.retry import Retry


def client(retries=0, **options):
    return redis.Redis(retry=Retry(NoBackoff(), retries), **options)


try:
    client(port=6380).ping()
except redis.ConnectionError as error:
    print("refused:", isinstance(error, redis.RedisError))

r, killer = client(), client()
r.ping()
print("killed:", killer.client_kill_filter(_type="normal", skipme=True))
print("and on with a new connection:", r.ping())

start = time.monotonic()
try:
    client(socket_timeout=0.5).blpop("never")
except redis.TimeoutError as error:
    print("timed out:", isinstance(error, redis.ConnectionError), round(time.monotonic() - start, 2))
start = time.monotonic()
try:
    redis.Redis(port=6380, retry=Retry(ConstantBackoff(1), 3)).ping()
except redis.ConnectionError:
    print("three more times, a second apart:", round(time.monotonic() - start, 2))
