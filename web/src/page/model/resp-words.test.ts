import { describe, expect, test } from "vitest";
import { readNode, RespSplitter } from "./resp-tree.ts";
import { folded, replyLine, requestLine, tokens } from "./resp-words.ts";
import { bytes, command, text } from "./trace.harness.ts";

test.each([
  [command("GET a"), "GET a"],
  ["*2\r\n$3\r\nGET\r\n$7\r\nhello x\r\n", 'GET "hello x"'],
  ["PING\r\n", "PING"],
  ["*2\r\n$3\r\nGE", "a part of a command"],
])("the request %j reads %s", (raw, line) => {
  expect(requestLine(bytes(raw))).toBe(line);
});

test.each([
  ["+OK\r\n", "OK"],
  ["-ERR no\r\n", "(error) ERR no"],
  [":42\r\n", "(integer) 42"],
  [",1.5\r\n", "(double) 1.5"],
  ["#t\r\n", "(true)"],
  ["_\r\n", "(nil)"],
  ["$-1\r\n", "(nil)"],
  ["*-1\r\n", "(nil)"],
  ["$2\r\nhi\r\n", '"hi"'],
  ["=7\r\ntxt:abc\r\n", "abc"],
  ["*0\r\n", "(empty)"],
  ["*2\r\n$1\r\na\r\n:1\r\n", '["a", (integer) 1]'],
  ["%1\r\n$1\r\nf\r\n$1\r\nv\r\n", '{"f": "v"}'],
  ["+OK\r\n:1\r\n", "OK, (integer) 1"],
  ["$5\r\nab", "a part of a reply"],
])("the reply %j reads %s", (raw, line) => {
  expect(replyLine(bytes(raw))).toBe(line);
});

describe("bytes with their meaning", () => {
  test("of a command", () => {
    expect(tokens(bytes("*1\r\n$4\r\nPI\tG\r\n"))).toEqual([
      { kind: "mark", text: "*1", note: "an array of 1" },
      { kind: "end", text: "\\r\\n", note: "ends the line" },
      { kind: "mark", text: "$4", note: "a string of 4 bytes" },
      { kind: "end", text: "\\r\\n", note: "ends the line" },
      { kind: "payload", text: "PI\\x09G", note: "the string itself" },
      { kind: "end", text: "\\r\\n", note: "ends the string" },
    ]);
  });

  test("of something long are cut", () => {
    expect(
      tokens(bytes(command("a b c d e f")), 4).map(({ text }) => text),
    ).toEqual(["*6", "\\r\\n", "$1", "\\r\\n", " …"]);
  });

  test("of something that was cut off are shown as they are", () => {
    expect(tokens(bytes("+OK\r\n$9\r\nab")).at(-1)).toEqual({
      kind: "payload",
      text: "$9\\r\\nab",
      note: "a part of a value: the rest was not kept",
    });
  });
});

test.each(["$9", "*2\r\n", "*2\r\n$1\r\na\r\n", "+OK\r", "%1\r\n+a\r\n"])(
  "%j is not whole yet",
  (raw) => {
    expect(readNode(bytes(raw))).toBeNull();
  },
);

test("any chunking gives the same values", () => {
  const stream = `${command("SET a 1")}+OK\r\nPING\r\n%1\r\n$1\r\nf\r\n_\r\n`;
  for (let size = 1; size <= stream.length; size++) {
    const splitter = new RespSplitter();
    const values: (string | null)[] = [];
    for (let at = 0; at < stream.length; at += size) {
      values.push(
        ...splitter.feed(bytes(stream.slice(at, at + size)), false).map(text),
      );
    }
    expect(values).toEqual([
      command("SET a 1"),
      "+OK\r\n",
      "PING\r\n",
      "%1\r\n$1\r\nf\r\n_\r\n",
    ]);
  }
});

test("long bytes are folded", () => {
  const all = tokens(bytes(`$3000\r\n${"x".repeat(3000)}\r\n`));
  const short = folded(all, 600)!;
  expect(short.map(({ text }) => text).join("")).toBe(
    `$3000\\r\\n${"x".repeat(591)}`,
  );
  expect(folded(all, 4000)).toBeNull();
});
