import { expect, test } from "vitest";
import { endOf, readNode, readNodes, RespSplitter } from "./resp-tree.ts";

/** Much that is nearly RESP, the same each time. */
function* nearlyResp(count: number): Generator<Uint8Array> {
  const pieces = [
    ..."*$%~>|+-:,#(_=!?0123912a",
    ..."\r\n",
    ...Array(5).fill("\r\n"),
  ];
  let seed = 1;
  const below = (n: number) =>
    (seed = (seed * 1103515245 + 12345) % 2 ** 31) % n;
  for (let i = 0; i < count; i++) {
    const text = Array.from(
      { length: below(24) },
      () => pieces[below(pieces.length)],
    );
    yield new TextEncoder().encode(text.join(""));
  }
}

test("a value ends where the tree of it does", () => {
  let whole = 0;
  for (const bytes of nearlyResp(50_000)) {
    const end = readNode(bytes)?.to ?? -1;
    if (end >= 0) whole++;
    if (endOf(bytes, 0) !== end)
      expect.fail(
        `${JSON.stringify(new TextDecoder().decode(bytes))}: ${endOf(bytes, 0)}, not ${end}`,
      );
  }
  expect(whole).toBeGreaterThan(10_000);
});

test("however the bytes are cut, the values are the same", () => {
  const text = "*2\r\n$3\r\nGET\r\n$1\r\na\r\n+OK\r\n$-1\r\n%1\r\n+a\r\n:1\r\n";
  const bytes = new TextEncoder().encode(text);
  const whole = readNodes(bytes).map(({ from, to }) => text.slice(from, to));
  expect(whole).toHaveLength(4);
  for (let at = 0; at <= bytes.length; at++) {
    const splitter = new RespSplitter();
    const parts = [bytes.subarray(0, at), bytes.subarray(at)];
    const values = parts.flatMap((part) => splitter.feed(part, false));
    expect(values.map((value) => new TextDecoder().decode(value))).toEqual(
      whole,
    );
  }
});
