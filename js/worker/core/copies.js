// @ts-check

import { CACHE, DATABASE, STORE, addressOf } from '../../shared/core-copies.js';
import { open, transact } from '../../shared/idb/indexed-db.js';
import { openOrCreate } from './open-or-create.js';

/**
 * One place where the scope's copies of the core are kept, by its hash. Each method
 * rejects if the place cannot be used.
 * @typedef {object} Copies
 * @property {string} place its name, for people
 * @property {(hash: string) => Promise<boolean>} has whether there is a copy, sound or not
 * @property {(hash: string) => Promise<unknown>} get the copy, damaged perhaps; undefined if there is none
 * @property {(hash: string, bytes: ArrayBuffer) => Promise<void>} put
 */

/**
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
