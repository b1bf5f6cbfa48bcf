/** Keeps the log of key changes in IndexedDB, so that keys outlive a reload. */

/** Where pieces of the log are kept, in order. Every promise rejects with why it could not. */
export interface KeyStore {
  /** Takes over the log, and returns it. */
  load(): Promise<Uint8Array[]>;
  append(piece: Uint8Array): Promise<void>;
  /** Puts one piece in the place of all. */
  replace(piece: Uint8Array): Promise<void>;
  /** Puts a copy of an unreadable log where nothing overwrites it. */
  keepAside(log: Uint8Array, why: string): Promise<void>;
  /** Calls back once another tab has taken over the log. */
  whenTaken(heard: () => void): void;
}

/** Another tab has taken over the log since. */
export class TakenOver extends Error {}

const LOG = "log";
const ASIDE = "aside";
const META = "meta";
const OPEN_MILLIS = 3000;

/** Opens a store by name. It rejects where the browser keeps nothing for this page. */
export async function openStore(name: string): Promise<KeyStore> {
  return new IndexedStore(await openDatabase(name), openChannel(name));
}

class IndexedStore implements KeyStore {
  readonly #db: IDBDatabase;
  /** Where tabs say that they take over; null: they find out when they write. */
  readonly #channel: BroadcastChannel | null;
  /** Tells this tab from others: the one that loaded last keeps the log. */
  readonly #owner = crypto.randomUUID();

  constructor(db: IDBDatabase, channel: BroadcastChannel | null) {
    this.#db = db;
    this.#channel = channel;
  }

  async load(): Promise<Uint8Array[]> {
    const { tx, done } = this.#begin([LOG, META]);
    tx.objectStore(META).put(this.#owner, "owner");
    const log = tx.objectStore(LOG).getAll();
    await done;
    this.#channel?.postMessage(this.#owner);
    return (log.result as unknown[]).map(asBytes);
  }

  append(piece: Uint8Array): Promise<void> {
    return this.#change((log) => log.add(piece));
  }

  replace(piece: Uint8Array): Promise<void> {
    return this.#change((log) => {
      log.clear();
      log.add(piece);
    });
  }

  async keepAside(log: Uint8Array, why: string): Promise<void> {
    const { tx, done } = this.#begin([ASIDE]);
    tx.objectStore(ASIDE).add({ when: new Date(), why, log });
    await done;
  }

  whenTaken(heard: () => void): void {
    if (this.#channel) this.#channel.onmessage = heard;
  }

  /** Changes the log, if it is still this tab's: two tabs' changes would not make sense in one. */
  async #change(action: (log: IDBObjectStore) => void): Promise<void> {
    const { tx, done } = this.#begin([LOG, META]);
    let taken = false;
    const owner = tx.objectStore(META).get("owner");
    owner.onsuccess = () => {
      taken = owner.result !== this.#owner;
      if (!taken) action(tx.objectStore(LOG));
    };
    await done;
    if (taken) throw new TakenOver();
  }

  #begin(stores: string[]): { tx: IDBTransaction; done: Promise<void> } {
    const tx = this.#db.transaction(stores, "readwrite");
    const done = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error ?? new Error("the browser gave up"));
    });
    return { tx, done };
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Where storage is blocked, browsers throw here, fail the request, or
    // never answer it.
    const request = indexedDB.open(name, 1);
    setTimeout(
      () => reject(new Error("the browser's storage does not answer")),
      OPEN_MILLIS,
    );
    request.onupgradeneeded = () => {
      request.result.createObjectStore(LOG, { autoIncrement: true });
      request.result.createObjectStore(ASIDE, { autoIncrement: true });
      request.result.createObjectStore(META);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The channel of all tabs that keep keys under a name, where the browser has such. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(`${name} keys`);
  } catch {
    return null;
  }
}

/** A stored piece; what is not bytes becomes bytes that no log begins with, so that it is reported. */
function asBytes(piece: unknown): Uint8Array {
  return piece instanceof Uint8Array
    ? piece
    : new TextEncoder().encode(`?${String(piece)}`);
}
