// Database `background-sync-wasm`: the core's bytes by hash, and which scope
// uses which. Cache Storage would not do: apps delete the caches they do not know.

import { ofScope, remove } from './registrations.js';

const NAME = 'background-sync-wasm';
const BYTES = 'bytes';
const USES = 'uses';

/**
 * Gives up what a scope used: its registration is gone. Its bytes go with the
 * next activation of another scope's worker, or at once if there is no other.
 */
export async function forgetScope(scope, others) {
  await remove(NAME, USES, ofScope(scope));
  if (others?.length === 0) indexedDB.deleteDatabase(NAME);
}

export class WasmStore {
  #scope;

  constructor(scope) {
    this.#scope = scope;
  }

  /** Whether the bytes of that hash are kept for this scope. */
  async has(hash) {
    const count = (store, key) => transact('readonly', (stores) => stores(store).count(key));
    return Boolean((await count(USES, [this.#scope, hash])) && (await count(BYTES, hash)));
  }

  /** Resolves with the bytes of that hash, and keeps them for this scope too; with undefined if there are none. */
  async get(hash) {
    const record = await transact('readonly', (stores) => stores(BYTES).get(hash));
    if (!record) return undefined;
    const use = await transact('readonly', (stores) => stores(USES).get([this.#scope, hash]));
    // A full disk must not keep bytes that it has from being used.
    if (!use) await transact('readwrite', (stores) => stores(USES).put({ scope: this.#scope, hash })).catch(() => {});
    return record.bytes;
  }

  /** Keeps the bytes for this scope. */
  async put(hash, bytes) {
    await transact('readwrite', (stores) => {
      stores(BYTES).put({ hash, bytes, savedAt: Date.now() });
      return stores(USES).put({ scope: this.#scope, hash });
    });
  }

  /** Gives up this scope's other versions, and the bytes that no scope uses then. */
  async forgetOthers(hash) {
    await transact('readwrite', (stores) => {
      const all = stores(USES).getAll();
      all.onsuccess = () => {
        const used = new Set([hash]);
        for (const use of all.result) {
          if (use.scope === this.#scope && use.hash !== hash) stores(USES).delete([use.scope, use.hash]);
          else used.add(use.hash);
        }
        const keys = stores(BYTES).getAllKeys();
        keys.onsuccess = () => {
          for (const key of keys.result) if (!used.has(key)) stores(BYTES).delete(key);
        };
      };
      return all;
    });
  }
}

/** Runs requests in one transaction and resolves, once it is committed, with the result of the one returned. */
async function transact(mode, run) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction([BYTES, USES], mode, { durability: 'strict' });
      const request = run((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(BYTES, { keyPath: 'hash' });
      request.result.createObjectStore(USES, { keyPath: ['scope', 'hash'] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
