import { expect, test } from "vitest";
import { commandsIn } from "./intent.ts";

test("redis-cli: what stands ahead in a line, behind a client's name", () => {
  expect(
    commandsIn("redis-cli", "zadd z 1 a\nanna> CLIENT tracking on\n\n# done"),
  ).toEqual(["zadd", "zadd|z", "client", "client|tracking"]);
});

test("programs: methods, and words in capitals", () => {
  const text = `
await r.zadd("z", {"a": 1})
await r.client_tracking("on")
await r.execute_command("XADD", "s", "*")
logging.info("sorted"); names.sort()
`;
  const words = commandsIn("python", text);
  expect(words).not.toContain("evalsha");
  expect(commandsIn("python", `async with r.lock("door"): ...`)).toContain(
    "evalsha",
  );
  for (const word of ["zadd", "client", "client|tracking", "xadd"])
    expect(words).toContain(word);
  for (const word of ["info", "sort"]) expect(words).not.toContain(word);
});

test("prose: words in capitals, with what follows", () => {
  const words = commandsIn("prose", "Use `XADD`, or CLIENT TRACKING ON. Eval!");
  for (const word of ["xadd", "client|tracking"]) expect(words).toContain(word);
  expect(words).not.toContain("eval");
});
