/** What the address asks for: the playground, the list of lessons, or one lesson. */

export type Route =
  | { page: "playground" }
  /** missing: the address that leads nowhere, for which the lessons stand in. */
  | { page: "lessons"; missing?: string }
  | { page: "lesson"; name: string };

export function routeOf(hash: string): Route {
  const lesson = /^#\/lesson\/([\w-]+)\/?$/.exec(hash);
  if (lesson) return { page: "lesson", name: lesson[1]! };
  if (/^#\/lessons?\/?$/.test(hash)) return { page: "lessons" };
  return hash.startsWith("#/") && hash !== "#/"
    ? { page: "lessons", missing: hash }
    : { page: "playground" };
}

/** What the browser's tab says; lesson is the title of the one that is open, if it is there. */
export function titleOf(route: Route, lesson: string | undefined): string {
  if (route.page === "lesson" && lesson) return `${lesson} · resplay`;
  return route.page === "playground"
    ? "resplay: see what your Redis program waits for"
    : "Lessons · resplay";
}
