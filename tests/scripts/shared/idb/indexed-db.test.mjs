// The one helper for IndexedDB.

import assert from 'node:assert/strict';
import test from 'node:test';
import { IDBFactory, IDBKeyRange } from '../../fake/libraries.mjs';
import { Realm } from '../../fake/realm.mjs';
import { settle } from '../../fake/tasks.mjs';

const OURS = { name: 'ours', stores: ['things'] };

async function loadHelper() {
  const indexedDB = new IDBFactory();
  indexedDB.deleteDatabase = () => assert.fail('a database was deleted');
  const realm = new Realm({ indexedDB, IDBKeyRange, DOMException });
  const { mayExist, ofScope, open, transact } = await realm.import('shared/idb/indexed-db.js');
  const { openOrCreate } = await realm.import('worker/core/open-or-create.js');
  const createStores = (database) => database.createObjectStore('things', { keyPath: 'key' });
  const write = async (...keys) => {
    const database = await openOrCreate(OURS, createStores);
    await transact(database, ['things'], 'readwrite', (stores) =>
      keys.map((key) => stores('things').put({ key })).at(-1),
    );
  };
  const read = async () =>
    transact(await open(OURS), ['things'], 'readonly', (stores) => stores('things').getAllKeys());
  return { indexedDB, mayExist, ofScope, open, openOrCreate, transact, createStores, write, read };
}

/** A database as an app makes one, with these stores, each with one record. */
function makeDatabase(indexedDB, version, stores) {
  return new Promise((resolve) => {
    const opening = indexedDB.open('ours', version);
    opening.onupgradeneeded = () => {
      for (const name of stores) opening.result.createObjectStore(name).put('of the app', 'key');
    };
    opening.onsuccess = () => resolve(opening.result.close());
  });
}

/** What deletes a database, were it not forbidden to the scripts. */
const deleteDatabase = (indexedDB) => IDBFactory.prototype.deleteDatabase.call(indexedDB, 'ours');

test('a database is created with its stores if there is none, and is what it was otherwise', async () => {
  const { write, read } = await loadHelper();
  await write('a');
  await write('b');
  assert.deepEqual(await read(), ['a', 'b']);
});

test('a database that does not exist is neither created in passing nor opened', async () => {
  const { indexedDB, open } = await loadHelper();
  indexedDB.open = () => assert.fail('a database was opened');
  assert.equal(await open(OURS), null);
  assert.deepEqual(await indexedDB.databases(), []);
});

test('a browser that lists no databases creates none in passing either', async () => {
  const { indexedDB, open, mayExist } = await loadHelper();
  const { databases } = indexedDB;
  indexedDB.databases = undefined;
  assert.equal(await mayExist('ours'), true);
  assert.equal(await open(OURS), null);
  indexedDB.databases = databases;
  assert.deepEqual(await indexedDB.databases(), []);
});

test('mayExist() tells by the name of a database alone', async () => {
  const { indexedDB, mayExist, write } = await loadHelper();
  await write('a');
  indexedDB.open = () => assert.fail('the database was opened');
  assert.equal(await mayExist('ours'), true);
  assert.equal(await mayExist('another'), false);
});

for (const [what, version, stores] of [
  ['with a store of its own', 1, ['outbox']],
  ['with a store of its own and all of ours', 3, ['outbox', 'things']],
]) {
  test(`C64: an app's database of our name, ${what}, is left as it is, and the error names it and its stores`, async () => {
    const { indexedDB, open, openOrCreate } = await loadHelper();
    await makeDatabase(indexedDB, version, stores);
    assert.equal(await open(OURS), null);
    await assert.rejects(
      openOrCreate(OURS, () => assert.fail()),
      { name: 'InvalidStateError', message: new RegExp(`'ours'.*\\b${stores.join(', ')}\\b`) },
    );
    assert.deepEqual(await indexedDB.databases(), [{ name: 'ours', version }]);
    // Nothing is left open that would keep the app from an upgrade of its own.
    let blocked = false;
    indexedDB.open('ours', version + 1).onblocked = () => (blocked = true);
    await settle();
    assert.equal(blocked, false);
  });
}

for (const version of [1, 7]) {
  test(`C70: a database of our name with no stores, version ${version}, is made anew, and read as none before`, async () => {
    const { indexedDB, open, write, read } = await loadHelper();
    await makeDatabase(indexedDB, version, []);
    assert.equal(await open(OURS), null);
    await Promise.all([write('a'), write('b')]);
    assert.deepEqual(await read(), ['a', 'b']);
    assert.deepEqual(await indexedDB.databases(), [{ name: 'ours', version: version + 1 }]);
  });
}

for (const [what, names] of [
  ['an app', ['orders']],
  ['another worker', ['things']],
]) {
  test(`C64, C70: an empty database that ${what} replaces between our look and our upgrade is left as it is`, async () => {
    const { indexedDB, openOrCreate, createStores } = await loadHelper();
    await makeDatabase(indexedDB, 7, []);
    const { open } = indexedDB;
    indexedDB.open = (name, version) => {
      // Asked for before our upgrade, and therefore served before it.
      if (version === 8) {
        deleteDatabase(indexedDB);
        const opening = open.call(indexedDB, name, 3);
        opening.onupgradeneeded = () => names.forEach((store) => opening.result.createObjectStore(store));
        opening.onsuccess = () => opening.result.close();
      }
      return open.call(indexedDB, name, version);
    };
    await assert.rejects(openOrCreate(OURS, createStores), { name: 'AbortError' });
    const database = await new Promise((resolve) => {
      open.call(indexedDB, 'ours').onsuccess = ({ target }) => resolve(target.result);
    });
    assert.deepEqual([database.version, [...database.objectStoreNames]], [3, names]);
  });
}

test('a connection is closed after its transaction, so that the database can be deleted', async () => {
  const { indexedDB, write, read } = await loadHelper();
  await write('a');
  await read();
  let blocked = false;
  let deleted = false;
  const request = deleteDatabase(indexedDB);
  request.onblocked = () => (blocked = true);
  request.onsuccess = () => (deleted = true);
  await settle();
  assert.deepEqual([blocked, deleted], [false, true]);
});

test('a transaction that aborts rejects with its error, and its connection is closed, too', async () => {
  const { indexedDB, openOrCreate, transact, createStores, write, read } = await loadHelper();
  await write('a');
  const database = await openOrCreate(OURS, createStores);
  const failed = transact(database, ['things'], 'readwrite', (stores) => {
    stores('things').put({ key: 'b' });
    return stores('things').add({ key: 'a' });
  });
  await assert.rejects(failed, { name: 'ConstraintError' });
  assert.deepEqual(await read(), ['a']);
  let blocked = false;
  deleteDatabase(indexedDB).onblocked = () => (blocked = true);
  await settle();
  assert.equal(blocked, false);
});

test('a store that is missing makes a transaction reject, and nothing is left open', async () => {
  const { indexedDB, open, transact, write } = await loadHelper();
  await write('a');
  await assert.rejects(
    transact(await open(OURS), ['others'], 'readonly', () => assert.fail()),
    { name: 'NotFoundError' },
  );
  let blocked = false;
  deleteDatabase(indexedDB).onblocked = () => (blocked = true);
  await settle();
  assert.equal(blocked, false);
});

test('the range of a scope has all its keys, and none of another scope', async () => {
  const { open, transact, write, read, ofScope } = await loadHelper();
  await write(['/', 'a'], ['/', '\uffff\uffff'], ['/', ''], ['/a', 'a'], ['', 'a']);
  await transact(await open(OURS), ['things'], 'readwrite', (stores) => stores('things').delete(ofScope('/')));
  assert.deepEqual(await read(), [
    ['', 'a'],
    ['/a', 'a'],
  ]);
});
