// Which files of the built site load together: what a page loads with its
// HTML, and what a dynamic import adds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { posix } from "node:path";

const { parse } = createRequire(
  new URL("../web/package.json", import.meta.url),
)("acorn");

/** The files that the browser loads with a page before any script runs on, as paths in the site. */
export function shellOf(site, page) {
  const html = readFileSync(`${site}/${page}`, "utf8");
  const files = new Set([page]);
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    const [, url] = /\s(?:src|href)="([^"]*)"/.exec(tag) ?? [];
    // A link to another page or another site is no part of this one.
    if (
      url === undefined ||
      /^\w+:|^\/\//.test(url) ||
      /rel="(?:canonical|alternate)"/.test(tag)
    )
      continue;
    follow(
      site,
      posix.join(posix.dirname(page), url.replace(/^\//, "")),
      files,
    );
  }
  return files;
}

/** Adds a file to files, and all that it imports statically. */
export function follow(site, file, files) {
  if (files.has(file)) return files;
  files.add(file);
  if (/\.m?js$/.test(file)) {
    for (const url of importsOf(site, file).static)
      follow(site, resolve(file, url), files);
  }
  return files;
}

/** The scripts that the given files import dynamically. */
export function dynamicImports(site, files) {
  const found = new Set();
  for (const file of files) {
    if (!/\.m?js$/.test(file)) continue;
    for (const url of importsOf(site, file).dynamic)
      found.add(resolve(file, url));
  }
  return found;
}

const resolve = (file, url) => posix.join(posix.dirname(file), url);

/** The relative addresses that a script imports. */
function importsOf(site, file) {
  const text = readFileSync(`${site}/${file}`, "utf8");
  const program = parse(text, { ecmaVersion: "latest", sourceType: "module" });
  const sources = program.body.map((node) => node.source?.value);
  const dynamic = [
    ...text.matchAll(/\bimport\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g),
  ].map(([, url]) => url);
  return { static: sources.filter((url) => url?.startsWith(".")), dynamic };
}
