/** redis-cli lines in the editor: a comment, or a client's name, a command, and arguments. */

import { StreamLanguage, type StringStream } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

export const support: Extension = StreamLanguage.define({
  name: "redis-cli",
  token,
});

function token(stream: StringStream): string | null {
  if (stream.sol() && stream.match(/^\s*#.*/)) return "comment";
  if (stream.sol() && stream.match(/^\w+>\s*/)) return "keyword";
  if (stream.match(/^"(?:\\.|[^"\\])*"?|^'(?:\\.|[^'\\])*'?/)) return "string";
  if (stream.match(/^\s+/)) return null;
  const before = stream.string.slice(0, stream.pos);
  stream.match(/^\S+/);
  if (/^\s*(\w+>\s*)?$/.test(before)) return "labelName";
  return /^-?\d+(\.\d+)?$/.test(stream.current()) ? "number" : null;
}
