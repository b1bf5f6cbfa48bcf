/** Which aioredis a Python program finds, and whether it wants one. */

const imports =
  /^\s*(?:from\s+aioredis\b|import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*aioredis\b)/m;

/** Whether a program imports aioredis itself; redis.asyncio may go by that name. */
export function wantsAioredis(program: string): boolean {
  return imports.test(program);
}
