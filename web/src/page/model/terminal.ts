/** What a terminal would show of a printed text: the cursor goes back within a line, colours are left out. */

/** What steers a terminal, and is not shown: a return to the line's beginning, a sequence, a bell. */
const STEERING =
  /(\r|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)/;

export function onTerminal(text: string): string {
  if (!STEERING.test(text)) return text;
  return text.replaceAll("\r\n", "\n").split("\n").map(lineOf).join("\n");
}

/** A line, as it stands once everything was written over it. */
function lineOf(line: string): string {
  const [first, ...rest] = line.split(STEERING);
  const shown = [...first!];
  let at = shown.length;
  for (const piece of rest) {
    if (piece === "\r") at = 0;
    else if (/^\x1b\[0?K$/.test(piece))
      shown.length = Math.min(at, shown.length);
    else if (piece === "\x1b[2K") shown.fill(" ");
    else if (!STEERING.test(piece))
      for (const character of piece) shown[at++] = character;
  }
  return shown.join("");
}
