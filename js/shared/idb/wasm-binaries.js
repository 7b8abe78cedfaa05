// @ts-check

// The core's bytes by their hash, and which scope uses which. They are not in Cache
// Storage, because apps delete the caches that they do not know.

import { ofScope, open, remove, transact } from './indexed-db.js';

const DATABASE = 'background-sync-polyfill-wasm';
const BYTES = 'bytes';
const USES = 'uses';

/**
 * Gives up what a scope used: its registration is gone. Its bytes go with the next
 * activation of another scope's worker, or at once if there is no other registration.
 * @param {string} scope
 * @param {readonly ServiceWorkerRegistration[]} [others]
 * @returns {Promise<void>}
 */
export async function forgetScope(scope, others) {
  await remove(DATABASE, USES, ofScope(scope));
  if (others?.length === 0) indexedDB.deleteDatabase(DATABASE);
}

/** The cores that are kept for one scope. */
export class WasmBinaries {
  #scope;

  /** @param {string} scope */
  constructor(scope) {
    this.#scope = scope;
  }

  /**
   * Whether the bytes of that hash are kept for this scope.
   * @param {string} hash
   * @returns {Promise<boolean>}
   */
  async has(hash) {
    /** @type {(store: string, key: IDBValidKey) => Promise<number>} */
    const count = (store, key) => transactAll('readonly', (stores) => stores(store).count(key));
    return Boolean((await count(USES, [this.#scope, hash])) && (await count(BYTES, hash)));
  }

  /**
   * Resolves with the bytes of that hash, and keeps them for this scope too; with undefined if there are none.
   * @param {string} hash
   * @returns {Promise<ArrayBuffer | undefined>}
   */
  async get(hash) {
    /** @type {{ bytes: ArrayBuffer } | undefined} */
    const record = await transactAll('readonly', (stores) => stores(BYTES).get(hash));
    if (!record) return undefined;
    const use = await transactAll('readonly', (stores) => stores(USES).get([this.#scope, hash]));
    if (!use) {
      const noted = transactAll('readwrite', (stores) => stores(USES).put({ scope: this.#scope, hash }));
      // A full disk must not keep bytes that it has from being used.
      await noted.catch(() => {});
    }
    return record.bytes;
  }

  /**
   * Keeps the bytes for this scope.
   * @param {string} hash
   * @param {ArrayBuffer} bytes
   */
  async put(hash, bytes) {
    await transactAll('readwrite', (stores) => {
      stores(BYTES).put({ hash, bytes, savedAt: Date.now() });
      return stores(USES).put({ scope: this.#scope, hash });
    });
  }

  /**
   * Gives up this scope's other versions, and the bytes that no scope uses then.
   * @param {string} hash
   */
  async forgetOthers(hash) {
    await transactAll('readwrite', (stores) => {
      /** @type {IDBRequest<{ scope: string, hash: string }[]>} */
      const all = stores(USES).getAll();
      all.onsuccess = () => {
        const used = new Set([hash]);
        for (const use of all.result) {
          if (use.scope === this.#scope && use.hash !== hash) stores(USES).delete([use.scope, use.hash]);
          else used.add(use.hash);
        }
        const keys = /** @type {IDBRequest<string[]>} */ (stores(BYTES).getAllKeys());
        keys.onsuccess = () => {
          for (const key of keys.result) if (!used.has(key)) stores(BYTES).delete(key);
        };
      };
      return all;
    });
  }
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => { result: T }} run
 */
async function transactAll(mode, run) {
  const database = await open(DATABASE, (created) => {
    created.createObjectStore(BYTES, { keyPath: 'hash' });
    created.createObjectStore(USES, { keyPath: ['scope', 'hash'] });
  });
  return transact(/** @type {IDBDatabase} */ (database), [BYTES, USES], mode, run);
}
