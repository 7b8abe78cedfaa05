// @ts-check

import { connect, hasExactly } from '../../shared/idb/indexed-db.js';

/** @import { Database } from '../../shared/idb/indexed-db.js' */

/**
 * Opens a database. If it has no store at all, createStores(database) creates them (C70).
 * Rejects with `InvalidStateError` if it has other stores, and leaves it as it is (C64).
 * @param {Database} database
 * @param {(database: IDBDatabase) => void} createStores
 * @returns {Promise<IDBDatabase>}
 */
export async function openOrCreate({ name, stores }, createStores) {
  const create = (/** @type {IDBDatabase} */ database, /** @type {IDBTransaction} */ transaction) => {
    // Another script may have replaced the empty database by one of its own meanwhile.
    if (database.objectStoreNames.length > 0) transaction.abort();
    else createStores(database);
  };
  let opened = await connect(name, undefined, create);
  if (opened.objectStoreNames.length === 0) {
    // Stores can be created only in an upgrade, so the version is raised. If another worker does
    // the same at this moment, both ask for the same version, and only one upgrade happens.
    opened.close();
    opened = await connect(name, opened.version + 1, create);
  }
  if (hasExactly(opened, stores)) return opened;
  opened.close();
  throw new DOMException(
    `the database '${name}' has other stores than the polyfill's: ${[...opened.objectStoreNames].join(', ')}. ` +
      'It is left as it is. If your app made it, give it another name; if a later release made it, serve that release.',
    'InvalidStateError',
  );
}
