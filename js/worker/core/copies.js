// @ts-check

import { CACHE, DATABASE, STORE, addressOf } from '../../shared/core-copies.js';
import { open, transact } from '../../shared/idb/indexed-db.js';
import { openOrCreate } from './open-or-create.js';

/**
 * A place that keeps the scope's copies of the core, each under the hash of the core. Each
 * method rejects if the place cannot be used.
 * @typedef {object} Copies
 * @property {string} place the name of the place, for people
 * @property {(hash: string) => Promise<boolean>} has resolves with whether there is a copy, which may be damaged
 * @property {(hash: string) => Promise<unknown>} get resolves with the copy, which may be damaged, or undefined
 * @property {(hash: string, bytes: ArrayBuffer) => Promise<void>} put stores a copy, in place of the one before
 */

/**
 * The copies in IndexedDB: a record for each core of each scope.
 * @param {string} scope
 * @returns {Copies}
 */
export function copiesInIndexedDB(scope) {
  /**
   * @template T
   * @param {(store: IDBObjectStore) => IDBRequest<T>} run
   * @returns {Promise<T | undefined>}
   */
  const read = async (run) => {
    const database = await open(DATABASE);
    return database ? transact(database, [STORE], 'readonly', (stores) => run(stores(STORE))) : undefined;
  };

  return {
    place: 'IndexedDB',
    has: async (hash) => Boolean(await read((store) => store.count([scope, hash]))),
    get: async (hash) => (await read((store) => store.get([scope, hash])))?.bytes,
    async put(hash, bytes) {
      const database = await openOrCreate(DATABASE, (created) => {
        created.createObjectStore(STORE, { keyPath: ['scope', 'hash'] });
      });
      const record = { scope, hash, bytes, savedAt: Date.now() };
      await transact(database, [STORE], 'readwrite', (stores) => stores(STORE).put(record));
    },
  };
}

/**
 * The copies in Cache Storage: a response for each core of each scope.
 * @param {string} scope
 * @returns {Copies}
 */
export function copiesInCacheStorage(scope) {
  /** @param {string} hash */
  const find = (hash) => caches.match(addressOf(scope, hash), { cacheName: CACHE });

  return {
    place: 'Cache Storage',
    has: async (hash) => Boolean(await find(hash)),
    get: async (hash) => (await find(hash))?.arrayBuffer(),
    async put(hash, bytes) {
      const cache = await caches.open(CACHE);
      await cache.put(addressOf(scope, hash), new Response(bytes));
    },
  };
}
