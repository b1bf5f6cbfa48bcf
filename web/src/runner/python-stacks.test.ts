/** Which programs are run on a stack that can wait: to be wrong there would break them. */

import { beforeAll, expect, test } from "vitest";
import { loadPython, play } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

const waits = {
  "import redis": true,
  "import redis.asyncio": true,
  "from redis import Redis": true,
  "from redis.client import Redis": true,
  "import importlib": true,
  "import unittest\nunittest.main()": true,
  "import socket": true,
  "from urllib.request import urlopen": true,
  "import something_from_a_wheel": true,
  "eval('1')": true,
  "import asyncio\ndef main():\n    asyncio.run(work())\nmain()": true,
  "import asyncio\nmain = asyncio.run": true,
  "import asyncio\nwith asyncio.Runner() as r:\n    f(r.run)": true,
  "import asyncio\ndef f():\n    with asyncio.Runner() as r: pass": true,
  "from . import x": true,
  "import redis.asyncio as redis": false,
  "from redis import asyncio as aioredis": false,
  "from redis import ConnectionError, exceptions": false,
  "from redis.asyncio import Redis\nfrom redis.exceptions import WatchError": false,
  "import aioredis, asyncio, time, os.path": false,
  "import asyncio\nasyncio.run(main())": false,
  "from asyncio import run\nrun(main())": false,
  "import asyncio\nloop = asyncio.new_event_loop()\nloop.run_until_complete(main())": false,
  "import asyncio\nwith asyncio.Runner() as runner:\n    runner.run(main())": false,
  "def no program": false,
};

test("a program waits in a plain function unless it certainly does not", async () => {
  const { output } = await play(`
from resplay.stacks import may_wait
for text in ${JSON.stringify(Object.keys(waits))}:
    print(may_wait(text))
`);
  const said = output.trimEnd().split("\n");
  expect(
    Object.fromEntries(Object.keys(waits).map((text, i) => [text, said[i]])),
  ).toEqual(
    Object.fromEntries(
      Object.entries(waits).map(([text, is]) => [text, is ? "True" : "False"]),
    ),
  );
});
