// The one helper for IndexedDB.

import assert from 'node:assert/strict';
import test from 'node:test';
import { IDBFactory, IDBKeyRange } from '../../fake/libraries.mjs';
import { Realm } from '../../fake/realm.mjs';
import { settle } from '../../fake/tasks.mjs';

async function loadHelper() {
  const indexedDB = new IDBFactory();
  const { mayExist, ofScope, open, remove, transact } = await new Realm({ indexedDB, IDBKeyRange }).import(
    'shared/idb/indexed-db.js',
  );
  const createStores = (database) => database.createObjectStore('things', { keyPath: 'key' });
  const write = async (...keys) => {
    const database = await open('ours', createStores);
    await transact(database, ['things'], 'readwrite', (stores) =>
      keys.map((key) => stores('things').put({ key })).at(-1),
    );
  };
  const read = async () => {
    const database = await open('ours');
    return transact(database, ['things'], 'readonly', (stores) => stores('things').getAllKeys());
  };
  const names = async () => (await indexedDB.databases()).map(({ name }) => name);
  return { indexedDB, mayExist, ofScope, open, remove, transact, createStores, write, read, names };
}

test('a database is created with its stores if there is none, and is what it was otherwise', async () => {
  const { write, read } = await loadHelper();
  await write('a');
  await write('b');
  assert.deepEqual(await read(), ['a', 'b']);
});

test('a database that does not exist is neither created in passing nor opened', async () => {
  const { indexedDB, open, remove, names } = await loadHelper();
  indexedDB.open = () => assert.fail('a database was opened');
  assert.equal(await open('ours'), null);
  await remove('ours', 'things', 'a');
  assert.deepEqual(await names(), []);
});

test('a browser that lists no databases creates none in passing either', async () => {
  const { indexedDB, open, mayExist, names } = await loadHelper();
  const { databases } = indexedDB;
  indexedDB.databases = undefined;
  assert.equal(await mayExist('ours'), true);
  assert.equal(await open('ours'), null);
  indexedDB.databases = databases;
  assert.deepEqual(await names(), []);
});

test('mayExist() tells by the name of a database alone', async () => {
  const { indexedDB, mayExist, write } = await loadHelper();
  await write('a');
  indexedDB.open = () => assert.fail('the database was opened');
  assert.equal(await mayExist('ours'), true);
  assert.equal(await mayExist('another'), false);
});

test('a connection is closed after its transaction, so that the database can be deleted', async () => {
  const { indexedDB, write, read } = await loadHelper();
  await write('a');
  await read();
  let blocked = false;
  let deleted = false;
  const request = indexedDB.deleteDatabase('ours');
  request.onblocked = () => (blocked = true);
  request.onsuccess = () => (deleted = true);
  await settle();
  assert.deepEqual([blocked, deleted], [false, true]);
});

test('a transaction that aborts rejects with its error, and its connection is closed, too', async () => {
  const { indexedDB, open, transact, createStores, write, read } = await loadHelper();
  await write('a');
  const database = await open('ours', createStores);
  const failed = transact(database, ['things'], 'readwrite', (stores) => {
    stores('things').put({ key: 'b' });
    return stores('things').add({ key: 'a' });
  });
  await assert.rejects(failed, { name: 'ConstraintError' });
  assert.deepEqual(await read(), ['a']);
  let blocked = false;
  indexedDB.deleteDatabase('ours').onblocked = () => (blocked = true);
  await settle();
  assert.equal(blocked, false);
});

test('a store that is missing makes a transaction reject, and nothing is left open', async () => {
  const { indexedDB, open, transact, write } = await loadHelper();
  await write('a');
  await assert.rejects(
    transact(await open('ours'), ['others'], 'readonly', () => assert.fail()),
    { name: 'NotFoundError' },
  );
  let blocked = false;
  indexedDB.deleteDatabase('ours').onblocked = () => (blocked = true);
  await settle();
  assert.equal(blocked, false);
});

test('remove() removes what has the key, and leaves all else', async () => {
  const { write, read, remove } = await loadHelper();
  await write('a', 'b', 'c');
  await remove('ours', 'things', 'b');
  assert.deepEqual(await read(), ['a', 'c']);
});

test('the range of a scope has all its keys, and none of another scope', async () => {
  const { write, read, remove, ofScope } = await loadHelper();
  await write(['/', 'a'], ['/', '\uffff\uffff'], ['/', ''], ['/a', 'a'], ['', 'a']);
  await remove('ours', 'things', ofScope('/'));
  assert.deepEqual(await read(), [
    ['', 'a'],
    ['/a', 'a'],
  ]);
});
