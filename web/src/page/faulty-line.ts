/** Which line of the program an error points at. */

/** The last line that an error names, from 1, or 0 when it names none: a traceback ends where it happened. */
export function faultyLine(error: string | null): number {
  if (error === null) return 0;
  const lines = [...error.matchAll(/\bline (\d+)\b/g)];
  return Number(lines[lines.length - 1]?.[1] ?? 0);
}
