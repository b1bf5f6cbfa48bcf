/** Where this site's files are, seen from a page, a worker, a sandboxed runner or Node. */

// In a variable, so that the bundler leaves the address to be worked out at
// run time: the site may be served from any folder of any origin.
const here = import.meta.url;

/** Whether this is Node, which runs the sources as they lie on disk. */
export const onDisk = here.startsWith("file:");

/** The folder that the site is served from. */
export const site = new URL(onDisk ? "../public/" : "../", here).href;

/** The address of a file that the build puts into generated/. */
export function generated(name: string): URL {
  return new URL(`generated/${name}`, site);
}
