// storedScopes(): the scopes that have a stored tag, as pages read them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { createSchema } from '../../fake/core.mjs';
import { IDBCursor, IDBFactory, IDBIndex, IDBKeyRange } from '../../fake/npm-packages.mjs';
import { Realm } from '../../fake/realm.mjs';

/** Stores records with these keys, and resolves with a function that calls storedScopes(). */
async function storing(...keys) {
  const indexedDB = new IDBFactory();
  await new Promise((resolve) => {
    const opening = indexedDB.open('background-sync-polyfill', 1);
    opening.onupgradeneeded = () => {
      createSchema(opening.result);
      const store = opening.transaction.objectStore('registrations');
      for (const [scope, tag] of keys) store.put({ scope, tag });
    };
    opening.onsuccess = () => resolve(opening.result.close());
  });
  const realm = new Realm({ indexedDB, IDBKeyRange, DOMException, setTimeout, clearTimeout });
  const { storedScopes } = await realm.import('shared/idb/registrations.js');
  return async () => [...(await storedScopes())];
}

/** Replaces a method for one test. */
function replace(t, object, method, wrap) {
  const original = object[method];
  object[method] = wrap(original);
  t.after(() => (object[method] = original));
}

test('storedScopes() reads each scope once, even if the scope has several tags', async (t) => {
  let steps = 0;
  replace(t, IDBCursor.prototype, 'continue', (original) => {
    return function (...args) {
      steps++;
      return original.apply(this, args);
    };
  });
  const scopes = await storing(['a', '1'], ['a', '2'], ['a', '3'], ['a/b', '1'], ['c', '1'], ['c', '2']);
  assert.deepEqual(await scopes(), ['a', 'a/b', 'c']);
  assert.equal(steps, 3);
});

test('C74: storedScopes() is empty in WebKit, where a unique cursor over an empty store fails', async (t) => {
  replace(t, IDBIndex.prototype, 'openKeyCursor', (original) => {
    return function (range, direction) {
      if (direction?.endsWith('unique')) throw new DOMException('Unable to open cursor', 'UnknownError');
      return original.call(this, range, direction);
    };
  });
  assert.deepEqual(await (await storing())(), []);
});

test('C65: storedScopes() skips malformed records whose scope is not a string', async () => {
  const scopes = await storing([7, 'a'], ['a', '1'], [new Uint8Array([1]), 'b'], [['x'], 'c']);
  assert.deepEqual(await scopes(), ['a']);
});
