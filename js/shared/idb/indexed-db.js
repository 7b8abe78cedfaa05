// @ts-check

// The helpers of the scripts for IndexedDB. Each call opens its own connection and closes it, because
// an open connection blocks an app that deletes the database. The scripts never delete a database: in
// WebKit, a deletion can block another worker that opens the database, and itself.

/**
 * A database of the polyfill. An app may have a database of the same name (C64). The names of the
 * object stores tell which of the two it is.
 * @typedef {object} Database
 * @property {string} name
 * @property {readonly string[]} stores the names of all its stores, sorted
 */

/**
 * Resolves with whether there may be a database of that name: true if the browser cannot tell.
 * @param {string} name
 * @returns {Promise<boolean>}
 */
export async function mayExist(name) {
  const databases = await indexedDB.databases?.();
  return !databases || databases.some((database) => database.name === name);
}

/**
 * Opens a database that exists. Resolves with null if there is none, or if its stores are not those
 * of the polyfill. Creates and changes nothing. Rejects if the database cannot be opened.
 * @param {Database} database
 * @returns {Promise<IDBDatabase | null>}
 */
export async function open({ name, stores }) {
  // To open a missing database would create it, and the abort below would undo that. A page that is
  // frozen in between blocks the database for everybody, so the names are read first.
  if (!(await mayExist(name))) return null;
  let missing = false;
  const opened = await connect(name, undefined, (_created, transaction) => {
    missing = true;
    transaction.abort();
  }).catch((error) => {
    if (missing) return null;
    throw error;
  });
  if (!opened || hasExactly(opened, stores)) return opened;
  opened.close();
  return null;
}

/**
 * Opens the database of that name, or creates it. Rejects with the error of the request.
 * @param {string} name
 * @param {number | undefined} version undefined for the current version
 * @param {(database: IDBDatabase, transaction: IDBTransaction) => void} upgrade is called if the database is new or
 *   gets a new version
 * @returns {Promise<IDBDatabase>}
 */
export function connect(name, version, upgrade) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => upgrade(opening.result, /** @type {IDBTransaction} */ (opening.transaction));
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = (event) => {
      event.preventDefault();
      reject(opening.error);
    };
  });
}

/**
 * Whether the database has these object stores and no other.
 * @param {IDBDatabase} database
 * @param {readonly string[]} stores sorted
 */
export function hasExactly({ objectStoreNames }, stores) {
  return [...objectStoreNames].join('\n') === stores.join('\n');
}

/**
 * Runs one transaction, and closes the database. When the transaction is committed, with strict
 * durability, resolves with the result of the request that run() returned. Rejects if it was aborted.
 * @template T
 * @param {IDBDatabase} database
 * @param {readonly string[]} stores the names of the object stores
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => { result: T }} run makes the requests; store(name) returns an
 *   object store
 * @returns {Promise<T>}
 */
export async function transact(database, stores, mode, run) {
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(stores, mode, { durability: 'strict' });
      const last = run((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(last.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * Returns the range of all keys [scope, string] of a scope. It ends at [scope, []], because IndexedDB
 * sorts arrays after strings.
 * @param {string} scope
 */
export const ofScope = (scope) => IDBKeyRange.bound([scope], [scope, []]);
