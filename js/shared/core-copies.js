// @ts-check

// The core is kept twice, since some apps delete every database when a user signs out,
// and some delete at each activation every cache that they do not know. Each scope has
// its own copies. js/worker/core/ reads and writes them.

import { ofScope, open, transact } from './idb/indexed-db.js';

export const STORE = 'copies';
/** The copies by scope and hash: {scope, hash, bytes, savedAt}. */
export const DATABASE = { name: 'background-sync-polyfill-wasm', stores: [STORE] };
export const CACHE = 'background-sync-polyfill-wasm';

/**
 * The address of a copy in Cache Storage. No server has anything there, so the app's fetch
 * handler, which may look into all caches, never meets it.
 * @param {string} scope
 * @param {string} [hash]
 */
export const addressOf = (scope, hash) => `${location.origin}/${CACHE}/${hash}?${encodeURIComponent(scope)}`;

/**
 * Which copies of a scope to remove.
 * @typedef {object} Removal
 * @property {string} scope
 * @property {string} [hash] the core whose copies stay, and whatever else has a key that begins with it
 * @property {() => boolean} [isLate] whether nothing must be removed any more, since the scope may have a new registration
 */

/**
 * Removes copies of the core; creates nothing. Never rejects: a place that cannot be used keeps its own.
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
  // caches.open() would create it.
  if (!(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  // Browsers write some characters of an address in their own way.
  const [kept, query] = new URL(addressOf(scope, hash)).href.split('?');
  for (const { url } of await cache.keys()) {
    if (url.split('?')[1] === query && !url.startsWith(kept) && !isLate?.()) await cache.delete(url);
  }
}
