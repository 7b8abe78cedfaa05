// unregister() in pages and workers removes what the polyfill has stored for the scope.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { createSchema } from '../fake/core.mjs';
import { keepCopies, placesOfCopies } from '../fake/core-copies.mjs';
import { delayOpening } from '../fake/idb-faults.mjs';
import { outcomeOf } from '../fake/outcome.mjs';

const SHOP = 'https://app.example/shop/';
const LISTS = ['dropped', 'log', 'setAside'];

/** Makes a browser with a worker, a page, and records of two scopes in every store. */
async function start() {
  const browser = new Browser();
  const worker = await browser.startWorker();
  const page = await browser.openPage();
  const { registration } = worker;
  for (const scope of [browser.scope, SHOP]) await keepCopies(worker, scope);
  await write(browser, (store) => {
    for (const scope of [browser.scope, SHOP]) {
      store('registrations').put({ scope, tag: 'outbox' });
      store('changes').put({ scope, count: 1 });
      for (const list of LISTS) {
        store(list).add({ scope });
        store(list).add({ scope });
      }
    }
  });
  return { browser, worker, page, registrations: { page: page.registration, worker: registration } };
}

/** Runs run(store) in a transaction over all stores. */
function write({ indexedDB }, run) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('background-sync-polyfill', 1);
    opening.onupgradeneeded = () => createSchema(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
      run((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(database.close());
    };
  });
}

/** Reads the scope of each record, by store. */
async function scopes(browser) {
  const found = {};
  await write(browser, (store) => {
    for (const name of ['registrations', 'changes', ...LISTS]) {
      store(name).getAll().onsuccess = ({ target }) => (found[name] = target.result.map(({ scope }) => scope));
    }
  });
  return found;
}

const only = (scope) => ({
  registrations: [scope],
  changes: [scope],
  dropped: [scope, scope],
  log: [scope, scope],
  setAside: [scope, scope],
});

for (const where of ['page', 'worker']) {
  test(`C54: unregister() in a ${where} removes everything stored for its scope before it resolves, and leaves other scopes`, async () => {
    const { browser, worker, registrations } = await start();
    assert.equal(await registrations[where].unregister(), true);
    assert.deepEqual(await scopes(browser), only(SHOP));
    assert.deepEqual(await placesOfCopies(worker, browser.scope), []);
    assert.deepEqual(await placesOfCopies(worker, SHOP), ['IndexedDB', 'Cache Storage']);
  });
}

test('C54: unregister() of a registration that is already gone removes nothing', async () => {
  const { browser, page } = await start();
  browser.canUnregister = false;
  assert.equal(await page.registration.unregister(), false);
  assert.equal((await scopes(browser)).registrations.length, 2);
});

test('C54: unregister() deletes no database and no cache, and creates none', async () => {
  const browser = new Browser();
  const page = await browser.openPage();
  browser.indexedDB.deleteDatabase = browser.caches.delete = () => assert.fail('something was deleted');
  await page.registration.unregister();
  assert.deepEqual([await browser.indexedDB.databases(), await browser.caches.keys()], [[], []]);
  const full = await start();
  full.browser.indexedDB.deleteDatabase = full.browser.caches.delete = () => assert.fail('something was deleted');
  await full.page.registration.unregister();
  assert.equal((await full.browser.indexedDB.databases()).length, 2);
});

test('C54: unregister() waits 1 s at most for storage that does not answer, and removes nothing after that', async () => {
  const { browser, worker, page } = await start();
  const opening = delayOpening(browser.indexedDB);
  const done = outcomeOf(page.registration.unregister());
  await browser.advance(900);
  assert.deepEqual(done, {});
  await browser.advance(200);
  assert.deepEqual(done, { value: true });
  opening.stop();
  opening.answer();
  await browser.settle();
  assert.deepEqual((await scopes(browser)).registrations, [browser.scope, SHOP]);
  assert.deepEqual(await placesOfCopies(worker, browser.scope), ['IndexedDB']);
});

for (const [failing, slow] of [
  ['IndexedDB', 'Cache Storage'],
  ['Cache Storage', 'IndexedDB'],
]) {
  test(`C54: unregister() removes what ${slow} holds, and waits for that, if ${failing} fails`, async () => {
    const { browser, worker, page } = await start();
    const { indexedDB, caches } = browser;
    const working = { IndexedDB: indexedDB.databases, 'Cache Storage': caches.has };
    const set = (place, method) => {
      if (place === 'IndexedDB') indexedDB.databases = method;
      else caches.has = method;
    };
    set(failing, () => Promise.reject(new DOMException('the process is gone', 'UnknownError')));
    set(slow, async (...args) => {
      await new Promise((resolve) => page.global.setTimeout(resolve, 500));
      return working[slow].apply(slow === 'IndexedDB' ? indexedDB : caches, args);
    });
    const done = outcomeOf(page.registration.unregister());
    await browser.advance(600);
    assert.deepEqual(done, { value: true });
    for (const place of [failing, slow]) set(place, working[place]);
    assert.deepEqual((await scopes(browser)).registrations, failing === 'IndexedDB' ? [browser.scope, SHOP] : [SHOP]);
    assert.deepEqual(await placesOfCopies(worker, browser.scope), [failing]);
  });
}

test('C54: unregister() removes nothing from a Cache Storage that answers after 1 s', async () => {
  const { browser, worker, page } = await start();
  const cache = await browser.caches.open('background-sync-polyfill-wasm');
  const list = cache.keys;
  let answer;
  cache.keys = () => new Promise((resolve) => (answer = async () => resolve(await list())));
  const done = outcomeOf(page.registration.unregister());
  await browser.advance(1_100);
  assert.deepEqual(done, { value: true });
  await answer();
  await browser.settle();
  assert.deepEqual(await placesOfCopies(worker, browser.scope), ['Cache Storage']);
});

test('C11, C54: unregister() in a page with option disabled removes what is stored', async () => {
  const { browser } = await start();
  const page = await browser.openPage({ options: { disabled: true } });
  await page.registration.unregister();
  assert.deepEqual(await scopes(browser), only(SHOP));
});

test('C54: unregister() commits its removals with strict durability', async () => {
  const { browser, page } = await start();
  const asked = [];
  const { open } = browser.indexedDB;
  browser.indexedDB.open = function (...args) {
    const opening = open.apply(this, args);
    opening.addEventListener('success', () => {
      const database = opening.result;
      const transaction = database.transaction.bind(database);
      database.transaction = (stores, mode, options) => {
        asked.push(`${mode} ${options?.durability}`);
        return transaction(stores, mode, options);
      };
    });
    return opening;
  };
  await page.registration.unregister();
  assert.deepEqual(asked, ['readwrite strict', 'readwrite strict']);
});

test("C64: unregister() leaves an app's database that has the polyfill's name", async () => {
  const browser = new Browser();
  const page = await browser.openPage();
  await new Promise((resolve) => {
    const opening = browser.indexedDB.open('background-sync-polyfill', 2);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore('registrations').put('of the app', [browser.scope, 'outbox']);
    opening.onsuccess = () => resolve(opening.result.close());
  });
  await page.registration.unregister();
  await new Promise((resolve) => {
    browser.indexedDB.open('background-sync-polyfill').onsuccess = ({ target: { result } }) => {
      result.transaction('registrations').objectStore('registrations').count().onsuccess = (event) => {
        assert.deepEqual([result.version, event.target.result], [2, 1]);
        resolve();
      };
    };
  });
});
