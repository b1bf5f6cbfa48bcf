/** An error as Python words it, in parts: frames are shown as they stand, all else may wrap. */

export interface ErrorPart {
  text: string;
  /** Whether these are frames, in which marks point at the text above them. */
  isFrames: boolean;
}

/** The parts of an error's text; one alone if it has no frames. */
export function errorParts(error: string): ErrorPart[] {
  if (!/^[ |]*File "/m.test(error)) return [{ text: error, isFrames: false }];
  const parts: ErrorPart[] = [];
  for (const line of error.split("\n")) {
    const isFrames = /^ {2,}/.test(line);
    const last = parts.at(-1);
    if (last?.isFrames === isFrames) last.text += `\n${line}`;
    else parts.push({ text: line, isFrames });
  }
  return parts;
}
