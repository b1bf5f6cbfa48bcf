import { createWorld } from "resplay";

const world = await createWorld();
const redis = world.client({ decodeResponses: true });
console.log(await redis.set("greeting", "hello", { ex: 60 }));
console.log(await redis.get("greeting"));
console.log(await redis.get("nothing"));
console.log(await redis.incr("visits"));
await redis.close();
