// @ts-check

// The core is kept twice, in IndexedDB and in Cache Storage. Some apps delete every database when a
// user signs out, and some delete every unknown cache at each activation (C68). Each scope has its
// own copies. js/worker/core/ reads and writes them; this file removes them.

import { ofScope, open, transact } from './idb/indexed-db.js';

/** The object store of the copies. A record is {scope, hash, bytes, savedAt}, its key is [scope, hash]. */
export const STORE = 'copies';
/** The database of the copies. */
export const DATABASE = { name: 'background-sync-polyfill-wasm', stores: [STORE] };
/** The name of the copies' cache in Cache Storage. */
export const CACHE = 'background-sync-polyfill-wasm';

/**
 * Returns the address of a copy in Cache Storage. The app never requests this address. So a copy is
 * never the answer to one of the app's requests, even if its fetch handler searches all caches.
 * @param {string} scope
 * @param {string} [hash] the core's SHA-256
 */
export const addressOf = (scope, hash) => `${location.origin}/${CACHE}/${hash}?${encodeURIComponent(scope)}`;

/**
 * Tells which copies of a scope to remove.
 * @typedef {object} Removal
 * @property {string} scope
 * @property {string} [hash] Copies whose key begins with this hash stay. Without it, all are removed.
 * @property {() => boolean} [isLate] Once it returns true, nothing more is removed: the scope may have a new
 *   registration by then.
 */

/**
 * Removes copies of the core, and creates neither a database nor a cache. Resolves when both places
 * have been tried. Never rejects: if one place fails, its copies stay.
 * @param {Removal} removal
 * @returns {Promise<unknown>}
 */
export function removeCopies(removal) {
  return Promise.allSettled([removeFromIndexedDB(removal), removeFromCacheStorage(removal)]);
}

/** @param {Removal} removal */
async function removeFromIndexedDB({ scope, hash, isLate }) {
  const database = await open(DATABASE);
  if (!database || isLate?.()) return database?.close();
  await transact(database, [STORE], 'readwrite', (stores) => {
    const keys = stores(STORE).getAllKeys(ofScope(scope));
    keys.onsuccess = () => {
      for (const key of /** @type {string[][]} */ (keys.result))
        if (!key[1].startsWith(`${hash}`)) stores(STORE).delete(key);
    };
    return keys;
  });
}

/** @param {Removal} removal */
async function removeFromCacheStorage({ scope, hash, isLate }) {
  // caches.open() would create the cache.
  if (!(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  // Browsers encode some characters of an address, so ours is encoded before it is compared.
  const [kept, query] = new URL(addressOf(scope, hash)).href.split('?');
  for (const { url } of await cache.keys()) {
    if (url.split('?')[1] === query && !url.startsWith(kept) && !isLate?.()) await cache.delete(url);
  }
}
