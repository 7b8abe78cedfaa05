// @ts-check

// The core's database, seen without the core: most starts of a worker and most loads
// of a page find no tag there, and then no core is started.
// wasm/idbstore/schema.go creates the stores.

import { rejectAfter } from '../timeout.js';
import { IDB_TIMEOUT } from '../timing.js';
import { mayExist, ofScope, open, transact } from './indexed-db.js';

const REGISTRATIONS = 'registrations';
/** The count of a scope's changes, by its scope. */
const CHANGES = 'changes';
/** Those whose records are numbered, and have an index of their scope. */
const LISTS = ['dropped', 'log', 'setAside'];

const DATABASE = {
  name: 'background-sync-polyfill',
  stores: [CHANGES, REGISTRATIONS, ...LISTS].sort(),
};

/** Whether there may be a stored tag; reads only the names of the databases, where the browser tells them. */
export const mayHaveTags = () => mayExist(DATABASE.name);

/**
 * The scopes that have a stored tag. Rejects if the database cannot be read, or does not answer in time.
 * @returns {Promise<Set<string>>}
 */
export async function storedScopes() {
  const scopes = await read((tags) => {
    /** @type {string[]} */
    const result = [];
    // WebKit cannot open a cursor of the direction `nextunique` where nothing is stored.
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
 * Whether the scope has a stored tag; rejects as storedScopes does.
 * @param {string} scope
 */
export const hasTags = async (scope) => (await read((tags) => tags.getAllKeys(ofScope(scope), 1))).length > 0;

/**
 * The scope's stored tags; rejects as storedScopes does.
 * @param {string} scope
 * @returns {Promise<string[]>}
 */
export async function storedTags(scope) {
  return tagsOf(await read((tags) => tags.getAllKeys(ofScope(scope))));
}

/**
 * The tags in the keys of a scope's registrations.
 * @param {IDBValidKey[]} keys
 * @returns {string[]}
 */
export const tagsOf = (keys) =>
  /** @type {[scope: string, tag: string][]} */ (keys)
    .map(([, tag]) => tag)
    // The core sets a record of any other key aside.
    .filter((tag) => typeof tag === 'string');

/**
 * Removes what is stored of the scope: its registration is gone. Does nothing if
 * isLate() is true by the time that the database is open, since the scope may have a new
 * registration then. Rejects if the database cannot be opened or written.
 * @param {string} scope
 * @param {() => boolean} isLate
 * @param {(tags: IDBObjectStore) => unknown} [removeTags] removes the scope's tags: all, by default
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
 * Removes one tag: the browser has it now.
 * @param {string} scope
 * @param {string} tag
 */
export async function removeTag(scope, tag) {
  const database = await open(DATABASE);
  if (!database) return;
  await transact(database, [REGISTRATIONS], 'readwrite', (stores) => stores(REGISTRATIONS).delete([scope, tag]));
}

/**
 * Resolves with the result of the request that run returns for the stored tags; with an empty one if there is no database.
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
