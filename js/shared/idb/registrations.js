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
export async function storedTags(scope) {
  const tags = await keys(
    (store) => store,
    ofScope(scope),
    'next',
    (/** @type {{ key: [scope: string, tag: string] }} */ { key: [, tag] }) => tag,
  );
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
 * Collects pick(cursor) of each key of the registrations or of their index; nothing if there is no database.
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
  return transact(database, [REGISTRATIONS], 'readonly', (stores) => {
    /** @type {string[]} */
    const result = [];
    const request = source(stores(REGISTRATIONS)).openKeyCursor(range, direction);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      result.push(pick(/** @type {{ key: K }} */ (/** @type {unknown} */ (cursor))));
      cursor.continue();
    };
    return { result };
  });
}
