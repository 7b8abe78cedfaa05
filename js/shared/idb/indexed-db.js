// @ts-check

// The few things that the scripts do with IndexedDB. Each opens its database anew:
// a connection that is kept open would stand in the way of whoever deletes it.
// No database is ever deleted here: in WebKit a deletion that meets the opening of the
// same database by another worker can block both.

/**
 * A database of the polyfill. Its stores tell whether a database of that name is ours: an
 * app may have taken the name for its own data.
 * @typedef {object} Database
 * @property {string} name
 * @property {readonly string[]} stores the names of all its stores, sorted
 */

/**
 * Whether there may be a database of that name; true where the browser cannot tell.
 * @param {string} name
 * @returns {Promise<boolean>}
 */
export async function mayExist(name) {
  const databases = await indexedDB.databases?.();
  return !databases || databases.some((database) => database.name === name);
}

/**
 * Opens a database that exists. Resolves with null, and has created and changed nothing,
 * if there is none, or one whose stores are not ours.
 * @param {Database} database
 * @returns {Promise<IDBDatabase | null>}
 */
export async function open({ name, stores }) {
  // Asked by name first: a page that is frozen while it takes back the creation of a
  // database keeps everybody else from it.
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
 * Opens the database of that name, or creates it. Where that changes its version, upgrade(database, transaction) is called.
 * @param {string} name
 * @param {number | undefined} version undefined for the version that there is
 * @param {(database: IDBDatabase, transaction: IDBTransaction) => void} upgrade
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
 * @param {IDBDatabase} database
 * @param {readonly string[]} stores
 */
export function hasExactly({ objectStoreNames }, stores) {
  return [...objectStoreNames].join('\n') === stores.join('\n');
}

/**
 * Calls run(store), where store(name) is an object store, in one transaction on all
 * stores named. Resolves with the result of the request that run returns once the
 * transaction is committed, and closes the database.
 * @template T
 * @param {IDBDatabase} database
 * @param {readonly string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => { result: T }} run
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
 * The keys [scope, string] of a scope: an array comes after every string.
 * @param {string} scope
 */
export const ofScope = (scope) => IDBKeyRange.bound([scope], [scope, []]);
