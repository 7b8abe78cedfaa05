// @ts-check

// Reads the core's database and removes rows from it, without the core. Most workers and pages find
// no tag when they start, and then the core need not start. wasm/idbstore/schema.go creates the stores.

import { rejectAfter } from '../timeout.js';
import { IDB_TIMEOUT } from '../timing.js';
import { mayExist, ofScope, open, transact } from './indexed-db.js';

/** One record for each sync registration; the key is [scope, tag]. */
const REGISTRATIONS = 'registrations';
/** For each scope, the number of its changes. The key is the scope. */
const CHANGES = 'changes';
/** The stores whose keys are numbers. Each has an index `scope`. */
const LISTS = ['dropped', 'log', 'setAside'];

const DATABASE = {
  name: 'background-sync-polyfill',
  stores: [CHANGES, REGISTRATIONS, ...LISTS].sort(),
};

/** Resolves with whether there may be a stored tag. Reads only the names of the databases; without names, true. */
export const mayHaveTags = () => mayExist(DATABASE.name);

/**
 * Resolves with the scopes that have a stored tag. Rejects if the database cannot be read within IDB_TIMEOUT.
 * @returns {Promise<Set<string>>}
 */
export async function storedScopes() {
  const scopes = await read((tags) => {
    /** @type {string[]} */
    const result = [];
    // A cursor of the direction `nextunique` would skip equal scopes, but fails in WebKit if the store is empty.
    const each = tags.index('scope').openKeyCursor(IDBKeyRange.lowerBound(''));
    each.onsuccess = () => {
      const scope = each.result?.key;
      if (typeof scope !== 'string') return;
      result.push(scope);
      each.result?.continue(`${scope}\0`);
    };
    return { result };
  });
  return new Set(scopes);
}

/**
 * Resolves with whether the scope has a stored tag. Rejects as storedScopes() does.
 * @param {string} scope
 */
export const hasTags = async (scope) => (await read((tags) => tags.getAllKeys(ofScope(scope), 1))).length > 0;

/**
 * Resolves with the scope's stored tags. Rejects as storedScopes() does.
 * @param {string} scope
 * @returns {Promise<string[]>}
 */
export async function storedTags(scope) {
  return tagsOf(await read((tags) => tags.getAllKeys(ofScope(scope))));
}

/**
 * Returns the tags in the keys of a scope's registrations.
 * @param {IDBValidKey[]} keys
 * @returns {string[]}
 */
export const tagsOf = (keys) =>
  /** @type {[scope: string, tag: string][]} */ (keys)
    .map(([, tag]) => tag)
    // A record with another kind of key is malformed. The core sets it aside (C65).
    .filter((tag) => typeof tag === 'string');

/**
 * Removes all rows of a scope after its service worker registration has ended (C54). Rejects if the
 * database cannot be opened or written.
 * @param {string} scope
 * @param {() => boolean} isLate If it returns true when the database is open, nothing is removed: the scope may have a
 *   new registration by then.
 * @param {(tags: IDBObjectStore) => unknown} [removeTags] removes the scope's tags; by default all
 * @returns {Promise<void>}
 */
export async function removeScope(scope, isLate, removeTags = (tags) => tags.delete(ofScope(scope))) {
  const database = await open(DATABASE);
  if (!database || isLate()) return database?.close();
  await transact(database, DATABASE.stores, 'readwrite', (stores) => {
    for (const list of LISTS) {
      const listed = stores(list).index('scope').getAllKeys(scope);
      listed.onsuccess = () => {
        for (const key of listed.result) stores(list).delete(key);
      };
    }
    removeTags(stores(REGISTRATIONS));
    return stores(CHANGES).delete(scope);
  });
}

/**
 * Removes one tag, after native support has accepted it. Rejects if the database cannot be opened or written.
 * @param {string} scope
 * @param {string} tag
 */
export async function removeTag(scope, tag) {
  const database = await open(DATABASE);
  if (!database) return;
  await transact(database, [REGISTRATIONS], 'readwrite', (stores) => stores(REGISTRATIONS).delete([scope, tag]));
}

/**
 * Resolves with the result of the request that run() makes on the store of the tags, with [] if there is no database.
 * @template T
 * @param {(tags: IDBObjectStore) => { result: T[] }} run
 * @returns {Promise<T[]>}
 */
function read(run) {
  const tags = open(DATABASE).then((database) =>
    database ? transact(database, [REGISTRATIONS], 'readonly', (stores) => run(stores(REGISTRATIONS))) : [],
  );
  return rejectAfter(IDB_TIMEOUT, tags, () => new DOMException('IndexedDB does not answer', 'TimeoutError'));
}
