// The helper functions for IndexedDB.

import assert from 'node:assert/strict';
import test from 'node:test';
import { IDBFactory, IDBKeyRange } from '../../fake/npm-packages.mjs';
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

/** Makes an app's database with these stores, each with one record. */
function makeDatabase(indexedDB, version, stores) {
  return new Promise((resolve) => {
    const opening = indexedDB.open('ours', version);
    opening.onupgradeneeded = () => {
      for (const name of stores) opening.result.createObjectStore(name).put('of the app', 'key');
    };
    opening.onsuccess = () => resolve(opening.result.close());
  });
}

/** Deletes the database. The scripts must not, so loadHelper() makes their deleteDatabase() fail. */
const deleteDatabase = (indexedDB) => IDBFactory.prototype.deleteDatabase.call(indexedDB, 'ours');

test('openOrCreate() creates a database with its stores, and leaves an existing database', async () => {
  const { write, read } = await loadHelper();
  await write('a');
  await write('b');
  assert.deepEqual(await read(), ['a', 'b']);
});

test('open() resolves with null for a database that does not exist, and does not create it', async () => {
  const { indexedDB, open } = await loadHelper();
  indexedDB.open = () => assert.fail('a database was opened');
  assert.equal(await open(OURS), null);
  assert.deepEqual(await indexedDB.databases(), []);
});

test('open() creates no database in a browser without indexedDB.databases()', async () => {
  const { indexedDB, open, mayExist } = await loadHelper();
  const { databases } = indexedDB;
  indexedDB.databases = undefined;
  assert.equal(await mayExist('ours'), true);
  assert.equal(await open(OURS), null);
  indexedDB.databases = databases;
  assert.deepEqual(await indexedDB.databases(), []);
});

test('mayExist() looks for the name of a database, and does not open the database', async () => {
  const { indexedDB, mayExist, write } = await loadHelper();
  await write('a');
  indexedDB.open = () => assert.fail('the database was opened');
  assert.equal(await mayExist('ours'), true);
  assert.equal(await mayExist('another'), false);
});

for (const [what, version, stores] of [
  ['a store of its own', 1, ['outbox']],
  ['a store of its own beside those of the polyfill', 3, ['outbox', 'things']],
]) {
  test(`C64: an app's database with the polyfill's name and ${what} is left, and the error names its stores`, async () => {
    const { indexedDB, open, openOrCreate } = await loadHelper();
    await makeDatabase(indexedDB, version, stores);
    assert.equal(await open(OURS), null);
    await assert.rejects(
      openOrCreate(OURS, () => assert.fail()),
      { name: 'InvalidStateError', message: new RegExp(`'ours'.*\\b${stores.join(', ')}\\b`) },
    );
    assert.deepEqual(await indexedDB.databases(), [{ name: 'ours', version }]);
    // An open connection would block the app's own upgrade.
    let blocked = false;
    indexedDB.open('ours', version + 1).onblocked = () => (blocked = true);
    await settle();
    assert.equal(blocked, false);
  });
}

for (const version of [1, 7]) {
  test(`C70: a database of version ${version} without stores counts as missing, and gets its stores at the first write`, async () => {
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
  test(`C64, C70: a database that ${what} puts in the place of an empty one just before the upgrade is left`, async () => {
    const { indexedDB, openOrCreate, createStores } = await loadHelper();
    await makeDatabase(indexedDB, 7, []);
    const { open } = indexedDB;
    indexedDB.open = (name, version) => {
      // This open() was called before the polyfill's upgrade, so the browser serves it first.
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

test('transact() rejects with the error of an aborted transaction, and closes the connection', async () => {
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

test('transact() rejects if a store is missing, and closes the connection', async () => {
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

test('ofScope() covers all keys of its scope and none of another scope', async () => {
  const { open, transact, write, read, ofScope } = await loadHelper();
  await write(['/', 'a'], ['/', '\uffff\uffff'], ['/', ''], ['/a', 'a'], ['', 'a']);
  await transact(await open(OURS), ['things'], 'readwrite', (stores) => stores('things').delete(ofScope('/')));
  assert.deepEqual(await read(), [
    ['', 'a'],
    ['/a', 'a'],
  ]);
});
