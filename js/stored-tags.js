// A look into the core's database that needs no core: most starts of a worker
// and most loads of a page find no tag there, and start nothing.
// Its schema is wasm/idbstore/schema.go's.

/** The scopes that have a stored tag; empty if there is no database or it cannot be read. */
export async function storedScopes() {
  const database = await openExisting('background-sync').catch(() => null);
  if (!database) return new Set();
  try {
    const index = database.transaction('registrations').objectStore('registrations').index('scope');
    return new Set(await scopesOf(index));
  } catch {
    return new Set();
  } finally {
    database.close();
  }
}

/** Removes the scope's tags: its registration is gone. */
export async function purge(scope) {
  const database = await openExisting('background-sync').catch(() => null);
  if (!database) return;
  try {
    await new Promise((resolve, reject) => {
      const transaction = database.transaction('registrations', 'readwrite', { durability: 'strict' });
      transaction.objectStore('registrations').delete(IDBKeyRange.bound([scope], [scope, []]));
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Opens a database only if it exists already: one that the open would create is not created. */
function openExisting(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error);
    };
  });
}

function scopesOf(index) {
  return new Promise((resolve, reject) => {
    const scopes = [];
    const request = index.openKeyCursor(null, 'nextunique');
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return resolve(scopes);
      scopes.push(cursor.key);
      cursor.continue();
    };
    request.onerror = () => reject(request.error);
  });
}
