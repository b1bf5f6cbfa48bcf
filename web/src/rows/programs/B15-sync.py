import redis

one, two = redis.from_url("redis://localhost"), redis.from_url("redis://localhost")
print(one.connection_pool is two.connection_pool)
shared = redis.Redis(connection_pool=two.connection_pool)
print(one.ping(), two.ping(), shared.ping())
shared.close()
print(len(one.client_list()), "clients: a shared pool stays open")
two.close()
print(len(one.client_list()), "client: its own pool is closed")
one.close()
