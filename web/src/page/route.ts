/** What the address asks for: the playground, the list of lessons, or one lesson. */

export type Route =
  | { page: "playground" }
  | { page: "lessons" }
  | { page: "lesson"; name: string };

export function routeOf(hash: string): Route {
  const lesson = /^#\/lesson\/([\w-]+)$/.exec(hash);
  if (lesson) return { page: "lesson", name: lesson[1]! };
  return hash === "#/lessons" ? { page: "lessons" } : { page: "playground" };
}
