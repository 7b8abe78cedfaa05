// @ts-check

// The core's database, seen without the core: most starts of a worker and most loads
// of a page find no tag there, and then no core is started.
// wasm/idbstore/schema.go defines the stores.

import { rejectAfter } from '../timeout.js';
import { IDB_TIMEOUT } from '../timing.js';
import { mayExist, ofScope, open, remove, transact } from './indexed-db.js';

const DATABASE = 'background-sync-polyfill';
const STORE = 'registrations';

/** Whether there may be a stored tag; reads only the names of the databases, where the browser tells them. */
export const mayHaveTags = () => mayExist(DATABASE);

/**
 * The scopes that have a stored tag. Rejects if the database cannot be read, or does not answer in time.
 * @returns {Promise<Set<string>>}
 */
export async function storedScopes() {
  return new Set(
    await keys(
      (store) => store.index('scope'),
      null,
      'nextunique',
      (/** @type {{ key: string }} */ { key }) => key,
    ),
  );
}

/**
 * Whether the scope has a stored tag; rejects as storedScopes does.
 * @param {string} scope
 */
export const hasTags = async (scope) => (await storedScopes()).has(scope);

/**
 * The scope's stored tags; rejects as storedScopes does.
 * @param {string} scope
 * @returns {Promise<string[]>}
 */
export function storedTags(scope) {
  return keys(
    (store) => store,
    ofScope(scope),
    'next',
    (/** @type {{ key: [scope: string, tag: string] }} */ { key: [, tag] }) => tag,
  );
}

/**
 * Removes the scope's tags: its registration is gone.
 * @param {string} scope
 */
export const purge = (scope) => remove(DATABASE, STORE, ofScope(scope));

/**
 * Removes one tag: the browser has it now.
 * @param {string} scope
 * @param {string} tag
 */
export const forgetTag = (scope, tag) => remove(DATABASE, STORE, [scope, tag]);

/**
 * Collects pick(cursor) of each key of the store or index; nothing if there is no database.
 * @template {IDBValidKey} K
 * @param {(store: IDBObjectStore) => IDBObjectStore | IDBIndex} source
 * @param {IDBKeyRange | null} range
 * @param {IDBCursorDirection} direction
 * @param {(cursor: { key: K }) => string} pick
 * @returns {Promise<string[]>}
 */
function keys(source, range, direction, pick) {
  const late = () => new DOMException('IndexedDB does not answer', 'TimeoutError');
  return rejectAfter(IDB_TIMEOUT, collect(source, range, direction, pick), late);
}

/**
 * @template {IDBValidKey} K
 * @param {(store: IDBObjectStore) => IDBObjectStore | IDBIndex} source
 * @param {IDBKeyRange | null} range
 * @param {IDBCursorDirection} direction
 * @param {(cursor: { key: K }) => string} pick
 * @returns {Promise<string[]>}
 */
async function collect(source, range, direction, pick) {
  const database = await open(DATABASE);
  if (!database) return [];
  return transact(database, [STORE], 'readonly', (stores) => {
    /** @type {string[]} */
    const result = [];
    const request = source(stores(STORE)).openKeyCursor(range, direction);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      result.push(pick(/** @type {{ key: K }} */ (/** @type {unknown} */ (cursor))));
      cursor.continue();
    };
    return { result };
  });
}
