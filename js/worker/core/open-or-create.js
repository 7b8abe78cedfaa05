// @ts-check

import { connect, hasExactly } from '../../shared/idb/indexed-db.js';

/** @import { Database } from '../../shared/idb/indexed-db.js' */

/**
 * Opens a database, and creates its stores by createStores(database) if it has none at
 * all. Rejects for a database that has other stores, and leaves it as it is.
 * @param {Database} database
 * @param {(database: IDBDatabase) => void} createStores
 * @returns {Promise<IDBDatabase>}
 */
export async function openOrCreate({ name, stores }, createStores) {
  const create = (/** @type {IDBDatabase} */ database, /** @type {IDBTransaction} */ transaction) => {
    // Somebody may have put another database in the place of the empty one meanwhile.
    if (database.objectStoreNames.length > 0) transaction.abort();
    else createStores(database);
  };
  let opened = await connect(name, undefined, create);
  if (opened.objectStoreNames.length === 0) {
    // Stores can be created in an upgrade alone, so the version goes up. Whoever else does
    // the same at this moment asks for the same version, and one of the two creates them.
    opened.close();
    opened = await connect(name, opened.version + 1, create);
  }
  if (hasExactly(opened, stores)) return opened;
  opened.close();
  throw new DOMException(
    `the database '${name}' has other stores than the polyfill's: ${[...opened.objectStoreNames].join(', ')}. ` +
      'It is left alone. If it is your own, give it another name; if a later release made it, serve that release again.',
    'InvalidStateError',
  );
}
