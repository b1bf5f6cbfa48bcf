/** The keywords of a command's synopsis: which of them may come next behind the words that are there. */

/** In a synopsis, capitals are keywords, [] is what may be missing, <> groups, and | parts what excludes each other. */
type Part = string | Part[][];

const signs = /([[\]<>|])/g;

function parse(synopsis: string): Part[][] {
  const words = synopsis.replace(signs, " $1 ").split(/\s+/).filter(Boolean);
  const group = (): Part[][] => {
    const alternatives: Part[][] = [[]];
    for (;;) {
      const word = words.shift();
      if (word === undefined || word === "]" || word === ">")
        return alternatives;
      if (word === "|") alternatives.push([]);
      else
        alternatives
          .at(-1)!
          .push(word === "[" || word === "<" ? group() : word);
    }
  };
  return group();
}

const isKeyword = (word: string): boolean => /^[A-Z][A-Z-]*$/.test(word);

/** The keywords that may stand behind the arguments given so far, in order. */
export function keywordsNext(synopsis: string, given: string[]): string[] {
  const parts = parse(synopsis);
  const used = new Set(given.map((word) => word.toUpperCase()));
  if (given.length < leading(parts[0]!)) return [];
  if (wantsValue(synopsis, given.at(-1)?.toUpperCase())) return [];
  return [...new Set(open(parts, used))];
}

/** How many values come ahead of the first keyword. */
function leading(parts: Part[]): number {
  const at = parts.findIndex(
    (part) => typeof part !== "string" || isKeyword(part),
  );
  return at < 0 ? parts.length : at;
}

/** Whether a keyword has a value behind it. */
function wantsValue(synopsis: string, keyword: string | undefined): boolean {
  if (!keyword || !isKeyword(keyword)) return false;
  const words = synopsis.replace(signs, " $1 ").split(/\s+/);
  const next = words[words.indexOf(keyword) + 1];
  return words.includes(keyword) && next !== undefined && /^[a-z]/.test(next);
}

/** The keywords that nothing given rules out. */
function open(alternatives: Part[][], used: Set<string>): string[] {
  const chosen = alternatives.filter((parts) => mentions(parts, used));
  return (chosen.length > 0 ? chosen : alternatives).flatMap((parts) =>
    parts.flatMap((part) => {
      if (typeof part !== "string") return open(part, used);
      return isKeyword(part) && !used.has(part) ? [part] : [];
    }),
  );
}

function mentions(parts: Part[], used: Set<string>): boolean {
  return parts.some((part) =>
    typeof part === "string"
      ? isKeyword(part) && used.has(part)
      : part.some((alternative) => mentions(alternative, used)),
  );
}
