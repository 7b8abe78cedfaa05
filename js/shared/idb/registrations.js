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
  /** @type {Set<string>} */
  const scopes = new Set();
  await read((store) => {
    const request = store.index('scope').openKeyCursor(null, 'nextunique');
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      scopes.add(/** @type {string} */ (cursor.key));
      cursor.continue();
    };
    return request;
  });
  return scopes;
}

/**
 * Whether the scope has a stored tag; rejects as storedScopes does.
 * @param {string} scope
 */
export const hasTags = async (scope) => (await tagKeys(scope, 1)).length > 0;

/**
 * The scope's stored tags; rejects as storedScopes does.
 * @param {string} scope
 * @returns {Promise<string[]>}
 */
export async function storedTags(scope) {
  const tags = (await tagKeys(scope)).map(([, tag]) => tag);
  // The core sets a record of any other key aside.
  return tags.filter((tag) => typeof tag === 'string');
}

/**
 * Removes what is stored of the scope: its registration is gone. Does nothing if
 * isLate() is true by the time that the database is open, since the scope may have a new
 * registration then. With `before`, in milliseconds since the epoch, the tags that were
 * registered then or later stay. Rejects if the database cannot be opened or written.
 * @param {string} scope
 * @param {{ isLate: () => boolean, before?: number }} limits
 * @returns {Promise<void>}
 */
export async function purge(scope, { isLate, before = Infinity }) {
  const database = await open(DATABASE);
  if (!database || isLate()) return database?.close();
  await transact(database, DATABASE.stores, 'readwrite', (stores) => {
    for (const list of LISTS) {
      const listed = stores(list).index('scope').getAllKeys(scope);
      listed.onsuccess = () => {
        for (const key of listed.result) stores(list).delete(key);
      };
    }
    stores(CHANGES).delete(scope);
    const tags = stores(REGISTRATIONS).openCursor(ofScope(scope));
    tags.onsuccess = () => {
      const cursor = tags.result;
      if (!cursor) return;
      // A record without a time is malformed, and goes too.
      if (!(cursor.value.registeredAt >= before)) cursor.delete();
      cursor.continue();
    };
    return { result: undefined };
  });
}

/**
 * Removes one tag: the browser has it now.
 * @param {string} scope
 * @param {string} tag
 */
export async function forgetTag(scope, tag) {
  const database = await open(DATABASE);
  if (!database) return;
  await transact(database, [REGISTRATIONS], 'readwrite', (stores) => stores(REGISTRATIONS).delete([scope, tag]));
}

/**
 * The keys of the scope's tags, at most so many.
 * @param {string} scope
 * @param {number} [limit]
 */
const tagKeys = async (scope, limit) =>
  /** @type {[scope: string, tag: string][]} */ (
    (await read((store) => store.getAllKeys(ofScope(scope), limit))) ?? []
  );

/**
 * Reads the registrations by one request, undefined if there is no database. Rejects if that cannot be read, or
 * does not answer in time.
 * @template T
 * @param {(store: IDBObjectStore) => { result: T }} run
 * @returns {Promise<T | undefined>}
 */
function read(run) {
  const late = () => new DOMException('IndexedDB does not answer', 'TimeoutError');
  const reading = open(DATABASE).then((database) =>
    database ? transact(database, [REGISTRATIONS], 'readonly', (stores) => run(stores(REGISTRATIONS))) : undefined,
  );
  return rejectAfter(IDB_TIMEOUT, reading, late);
}
