/** Follows what a loader fetches that tells neither its progress nor all of its failures. */

/** Told how many bytes have come; total is 0 where it is not known. */
export type Progress = (loaded: number, total: number) => void;

/** Fetches a file; an error names it. */
export async function fetchFile(
  input: RequestInfo | URL,
  init?: RequestInit,
  fetch = globalThis.fetch,
): Promise<Response> {
  const response = await fetch(input, init).catch((error: unknown) => {
    throw naming(input, error);
  });
  if (response.ok) return response;
  throw naming(input, `${response.status} ${response.statusText}`.trim());
}

/** An error with the name of the file that it is about. */
function naming(input: RequestInfo | URL, error: unknown): Error {
  const path = addressOf(input).replace(/[?#].*$/, "");
  const why = error instanceof Error ? error.message : String(error);
  return new Error(`${path.slice(path.lastIndexOf("/") + 1)}: ${why}`);
}

function addressOf(input: RequestInfo | URL): string {
  return input instanceof Request ? input.url : String(input);
}

/**
 * Calls load, and reports on its fetches of files below a folder. It rejects
 * when one of them fails, or when WebAssembly cannot be made of it, even if
 * load itself would wait for ever.
 */
export async function watchFetches<T>(
  folder: URL,
  progress: Progress,
  load: () => Promise<T>,
): Promise<T> {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  let fail!: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const count = counter(progress);

  async function follow(
    input: RequestInfo | URL,
    init?: RequestInit,
  ): Promise<Response> {
    if (!addressOf(input).startsWith(folder.href)) return fetch(input, init);
    const response = await fetchFile(input, init, fetch);
    return count(response, (error) => fail(naming(input, error)));
  }
  globalThis.fetch = (input, init) => reporting(follow(input, init));
  WebAssembly.instantiateStreaming = (...given) =>
    reporting(instantiateStreaming(...given));
  try {
    return await Promise.race([load(), failed]);
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }

  /** A promise whose rejection is not lost. */
  function reporting<R>(promise: Promise<R>): Promise<R> {
    promise.catch(fail);
    return promise;
  }
}

/** Counts the bytes of responses, all in all; what it returns is told when one breaks off. */
function counter(progress: Progress) {
  let loaded = 0;
  let total = 0;
  let known = true;
  return (response: Response, broken: (error: unknown) => void): Response => {
    if (!response.body) return response;
    // A compressed response tells the size of what travels, not of what comes out.
    const size = response.headers.has("content-encoding")
      ? 0
      : Number(response.headers.get("content-length") ?? 0);
    known &&= size > 0;
    total += size;
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        loaded += chunk.length;
        progress(loaded, known ? total : 0);
        controller.enqueue(chunk);
      },
    });
    response.body.pipeTo(counting.writable).catch(broken);
    return new Response(counting.readable, response);
  };
}
