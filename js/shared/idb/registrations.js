// A look into the core's database that needs no core: most starts of a worker
// and most loads of a page find no tag there, and start nothing.
// Its schema is wasm/idbstore/schema.go's.

import { withDeadline } from '../timeout.js';

const DATABASE = 'background-sync';
const STORE = 'registrations';

/** Whether there may be a stored tag; looks at nothing but the names of the databases, where the browser tells. */
export const mayHaveTags = () => mayExist(DATABASE);

async function mayExist(database) {
  const databases = await indexedDB.databases?.();
  return !databases || databases.some(({ name }) => name === database);
}

/** The longest that the database may take to tell, in milliseconds. */
const LONGEST_READ = 8_000;

/** The scopes that have a stored tag; rejects if the database cannot be read, or does not answer in time. */
export async function storedScopes() {
  return new Set(await keys((store) => store.index('scope'), null, 'nextunique', ({ key }) => key));
}

/** The scope's stored tags; rejects as storedScopes does. */
export function storedTags(scope) {
  return keys((store) => store, ofScope(scope), 'next', ({ key: [, tag] }) => tag);
}

/** Removes the scope's tags: its registration is gone. */
export function purge(scope) {
  return remove(DATABASE, STORE, ofScope(scope));
}

/** Removes one tag: the browser has it now. */
export function forgetTag(scope, tag) {
  return remove(DATABASE, STORE, [scope, tag]);
}

/** The keys [scope, string] of a scope: an array comes after every string. */
export const ofScope = (scope) => IDBKeyRange.bound([scope], [scope, []]);

/** Removes what has that key, or a key in that range, from a store of a database, if there is that database. */
export async function remove(name, store, key) {
  const database = await openExisting(name);
  if (!database) return;
  try {
    await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
      transaction.objectStore(store).delete(key);
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * Opens a database only if it exists already: one that the open would create is
 * not created, and null comes instead. Asked by name first: a page that freezes in
 * the midst of taking a creation back keeps all others from the database.
 */
async function openExisting(name) {
  if (!(await mayExist(name))) return null;
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let created = false;
    request.onupgradeneeded = () => {
      created = true;
      request.transaction.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      if (created) resolve(null);
      else reject(request.error);
    };
  });
}

/** Collects something of each key of the store or index, in time; empty if there is no database. */
function keys(source, range, direction, pick) {
  const late = () => new DOMException('IndexedDB does not answer', 'TimeoutError');
  return withDeadline(collect(source, range, direction, pick), LONGEST_READ, late);
}

async function collect(source, range, direction, pick) {
  const database = await openExisting(DATABASE);
  if (!database) return [];
  try {
    return await new Promise((resolve, reject) => {
      const found = [];
      const request = source(database.transaction(STORE).objectStore(STORE)).openKeyCursor(range, direction);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return resolve(found);
        found.push(pick(cursor));
        cursor.continue();
      };
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}
