// @ts-check

// The few things that the scripts do with IndexedDB. Each opens its database anew:
// a connection that is kept open would stand in the way of whoever deletes it.

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
 * Opens version 1 of a database, and creates it by createStores(database) if there is
 * none. Without createStores the version that exists is opened, nothing is created, and
 * null comes for a database that does not exist.
 * @param {string} name
 * @param {(database: IDBDatabase) => void} [createStores]
 * @returns {Promise<IDBDatabase | null>}
 */
export async function open(name, createStores) {
  // Asked by name first: a page that is frozen while it takes back the creation of a
  // database keeps everybody else from it.
  if (!createStores && !(await mayExist(name))) return null;
  return new Promise((resolve, reject) => {
    const request = createStores ? indexedDB.open(name, 1) : indexedDB.open(name);
    let missing = false;
    request.onupgradeneeded = () => {
      if (createStores) return createStores(request.result);
      missing = true;
      /** @type {IDBTransaction} */ (request.transaction).abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      if (missing) resolve(null);
      else reject(request.error);
    };
  });
}

/**
 * Calls run(store), where store(name) is an object store, in one transaction.
 * Resolves with the result of the request that run returns once the transaction is
 * committed, and closes the database.
 * @template T
 * @param {IDBDatabase} database
 * @param {string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => { result: T }} run
 * @returns {Promise<T>}
 */
export async function transact(database, stores, mode, run) {
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(stores, mode, { durability: 'strict' });
      const request = run((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * Removes what has that key, or a key in that range, from a store of a database, if there is that database.
 * @param {string} name
 * @param {string} store
 * @param {IDBValidKey | IDBKeyRange} key
 * @returns {Promise<void>}
 */
export async function remove(name, store, key) {
  const database = await open(name);
  if (database) await transact(database, [store], 'readwrite', (stores) => stores(store).delete(key));
}

/**
 * The keys [scope, string] of a scope: an array comes after every string.
 * @param {string} scope
 */
export const ofScope = (scope) => IDBKeyRange.bound([scope], [scope, []]);
