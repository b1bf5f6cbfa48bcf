/** Counts what a loader fetches that has no progress of its own. */

/** Told how many bytes have come; total is 0 where it is not known. */
export type Progress = (loaded: number, total: number) => void;

/** Reports on fetches of files below a folder, until the returned function is called. */
export function countFetches(folder: URL, progress: Progress): () => void {
  const { fetch } = globalThis;
  let loaded = 0;
  let total = 0;
  let known = true;
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.body || !response.url.startsWith(folder.href)) {
      return response;
    }
    // A compressed response tells the size of what travels, not of what comes out.
    const size = response.headers.has("content-encoding")
      ? 0
      : Number(response.headers.get("content-length") ?? 0);
    known &&= size > 0;
    total += size;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        loaded += chunk.length;
        progress(loaded, known ? total : 0);
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counter), response);
  };
  return () => {
    globalThis.fetch = fetch;
  };
}
