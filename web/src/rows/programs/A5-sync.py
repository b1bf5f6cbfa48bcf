import time

import redis

client = redis.from_url("redis://localhost")
pipe = client.pipeline()
print("get returns the pipeline:", pipe.get("k") is pipe)
pipe.set("k", "v").get("k")
print("staged:", len(pipe))
time.sleep(1)
print(pipe.execute(), len(pipe))
client.close()
