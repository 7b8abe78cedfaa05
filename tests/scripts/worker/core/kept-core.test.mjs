// The copies of the core that a worker keeps, in IndexedDB and in Cache Storage.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../../fake/browser.mjs';
import { PLACES, copiesOf, keepCopies, placesOfCopies } from '../../fake/core-copies.mjs';
import { coreBytes, coreHash } from '../../fake/global-scope.mjs';
import { IDBFactory } from '../../fake/npm-packages.mjs';
import { startWorker } from './start-worker.mjs';

const SHOP = 'https://app.example/shop/';

for (const place of PLACES) {
  test(`C68: a core with a copy in ${place} alone is not downloaded, and has both copies 5 s after the worker's start`, async () => {
    const { browser, worker } = await startWorker();
    await keepCopies(worker, undefined, { places: [place] });
    await browser.advance(4_800);
    assert.deepEqual(await placesOfCopies(worker), [place]);
    await browser.advance(300);
    assert.deepEqual(await placesOfCopies(worker), PLACES);
    const { answers } = await worker.request('getTags');
    assert.deepEqual(answers[1], { result: [] });
    assert.deepEqual(worker.fetched, []);
  });
}

test('C68: a core that starts from the copy in Cache Storage is copied to IndexedDB at once, and nothing is downloaded', async () => {
  const { worker, instantiated } = await startWorker();
  await keepCopies(worker, undefined, { places: ['Cache Storage'] });
  const { answers } = await worker.request('getTags');
  assert.deepEqual(answers[1], { result: [] });
  assert.deepEqual(await placesOfCopies(worker), PLACES);
  assert.deepEqual([instantiated, worker.fetched], [['the core'], []]);
});

test('C68: a core that was downloaded for a call is kept in both places once it has started, and downloaded once', async () => {
  const { worker } = await startWorker();
  await worker.request('getTags');
  assert.deepEqual(await placesOfCopies(worker), PLACES);
  assert.equal(worker.fetched.length, 1);
  assert.deepEqual(worker.console, []);
});

test('C68: a worker that has both copies reads neither of them 5 s after its start', async () => {
  const { browser, worker } = await startWorker();
  await keepCopies(worker);
  worker.global.crypto.subtle.digest = () => assert.fail('the core was read');
  await browser.advance(5_100);
  assert.deepEqual([worker.console, worker.fetched], [[], []]);
});

test('C68: a core that starts from the copy in IndexedDB does not make the worker look for the copy in Cache Storage', async () => {
  const { browser, worker } = await startWorker();
  await keepCopies(worker);
  let looks = 0;
  browser.caches.match = async () => void looks++;
  const { answers } = await worker.request('getTags');
  assert.deepEqual([answers[1], looks], [{ result: [] }, 0]);
});

test('C68: the core is downloaded 5 s after the next start of the worker if the app has deleted both copies', async () => {
  const browser = new Browser();
  const first = await startWorker({ browser });
  await first.worker.request('getTags');
  first.worker.stop();
  browser.indexedDB = new IDBFactory();
  await browser.caches.delete('background-sync-polyfill-wasm');
  const next = await startWorker({ browser });
  await browser.advance(5_100);
  assert.deepEqual(await placesOfCopies(next.worker), PLACES);
  assert.equal(next.worker.fetched.length, 1);
});

test('C14: an IndexedDB and a Cache Storage that do not answer delay the download by 8 s each, and then the core starts', async () => {
  const { browser, worker } = await startWorker();
  browser.indexedDB.databases = () => new Promise(() => {});
  browser.caches.match = () => new Promise(() => {});
  const { answers } = await worker.request('getTags');
  await browser.advance(15_900);
  assert.deepEqual(worker.fetched, []);
  await browser.advance(200);
  assert.equal(worker.fetched.length, 1);
  assert.deepEqual(answers[1], { result: [] });
});

for (const [place, breakIt] of [
  ['IndexedDB', ({ indexedDB }, fail) => (indexedDB.open = fail)],
  ['Cache Storage', ({ caches }, fail) => (caches.open = fail)],
]) {
  test(`a core that cannot be kept in ${place} starts, is kept in the other place, and the console names ${place}`, async () => {
    const { browser, worker } = await startWorker();
    breakIt(browser, () => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    const { answers } = await worker.request('getTags');
    assert.deepEqual(answers[1], { result: [] });
    assert.match(worker.console.join(), new RegExp(`${place}.*the disk is full`));
    if (place === 'Cache Storage') assert.deepEqual(await placesOfCopies(worker), ['IndexedDB']);
    else assert.equal(await (await copiesOf(worker))['Cache Storage'].has(coreHash), true);
  });
}

test("C64: an app's database with the polyfill's name stays as it is, the core is kept in Cache Storage alone, and the console names the database", async () => {
  const { browser, worker } = await startWorker();
  await new Promise((resolve) => {
    const opening = browser.indexedDB.open('background-sync-polyfill-wasm', 3);
    opening.onupgradeneeded = () => opening.result.createObjectStore('files');
    opening.onsuccess = () => resolve(opening.result.close());
  });
  const { answers } = await worker.request('getTags');
  assert.deepEqual(answers[1], { result: [] });
  assert.match(worker.console.join(), /background-sync-polyfill-wasm.*\bfiles\b/);
  assert.deepEqual(await browser.indexedDB.databases(), [{ name: 'background-sync-polyfill-wasm', version: 3 }]);
  assert.deepEqual(await placesOfCopies(worker), ['Cache Storage']);
});

test("C61: `activate` removes this scope's copies of other releases, leaves the copies of another scope, and is not kept alive", async () => {
  const { browser, worker } = await startWorker();
  for (const place of PLACES) {
    await keepCopies(worker, undefined, { places: [place], hash: 'an earlier release' });
    await keepCopies(worker, undefined, { places: [place] });
    await keepCopies(worker, SHOP, { places: [place], hash: 'their release' });
  }
  const event = worker.deliver('activate');
  assert.equal(event.keptAlive, false);
  await browser.settle();
  assert.deepEqual(await placesOfCopies(worker, undefined, { hash: 'an earlier release' }), []);
  assert.deepEqual(await placesOfCopies(worker), PLACES);
  assert.deepEqual(await placesOfCopies(worker, SHOP, { hash: 'their release' }), PLACES);
});

test('C61: `activate` keeps the copies of a scope with an apostrophe in its URL, which browsers may escape', async () => {
  const browser = new Browser();
  browser.scope = "https://app.example/o'brien/";
  const { worker } = await startWorker({ browser });
  await keepCopies(worker);
  worker.deliver('activate');
  await browser.settle();
  assert.deepEqual(await placesOfCopies(worker), PLACES);
});

test('C54: a worker whose registration is gone does not keep the core again', async () => {
  const { browser, worker } = await startWorker();
  worker.global.navigator.serviceWorker = { getRegistration: async () => undefined };
  await browser.advance(5_100);
  assert.deepEqual([await placesOfCopies(worker), worker.fetched], [[], []]);
});

test('C54: a core whose download ends after unregister() is not kept', async () => {
  const { browser, worker } = await startWorker({ place: 'installing' });
  let registered = { scope: browser.scope };
  worker.global.navigator.serviceWorker = { getRegistration: async () => registered };
  let answer;
  worker.answerFetch = () => new Promise((resolve) => (answer = () => resolve(new Response(coreBytes))));
  worker.deliver('install');
  await browser.settle();
  registered = undefined;
  answer();
  await browser.settle();
  assert.deepEqual(await placesOfCopies(worker), []);
});

test('a registration counts as existing if getRegistration() rejects', async () => {
  const { browser, worker } = await startWorker();
  worker.global.navigator.serviceWorker = { getRegistration: () => Promise.reject(new Error('not now')) };
  await browser.advance(5_100);
  assert.deepEqual(await placesOfCopies(worker), PLACES);
});

for (const method of ['open', 'match']) {
  test(`C68: a Cache Storage whose ${method}() does not answer is given up after 8 s, and used again at the next \`install\``, async () => {
    const { browser, worker } = await startWorker();
    const { [method]: works } = browser.caches;
    browser.caches[method] = () => new Promise(() => {});
    await browser.advance(35_000);
    browser.caches[method] = works;
    worker.deliver('install');
    await browser.settle();
    assert.deepEqual(await placesOfCopies(worker), PLACES);
  });
}

test('C68: `install` and a call at the same time write each copy once', async () => {
  const { browser, worker } = await startWorker();
  const { open } = browser.caches;
  let writes = 0;
  browser.caches.open = (name) => (writes++, open.call(browser.caches, name));
  worker.deliver('install');
  await worker.request('getTags');
  await browser.settle();
  assert.deepEqual([writes, await placesOfCopies(worker)], [1, PLACES]);
});

for (const place of ['installing', 'waiting']) {
  test(`C53: \`activate\` removes no copy while a next version is ${place}, since the copy may be the next version's`, async () => {
    const { browser, worker } = await startWorker();
    for (const kept of PLACES) await keepCopies(worker, undefined, { places: [kept], hash: 'the next release' });
    browser[place] = { state: place };
    worker.deliver('activate');
    await browser.settle();
    assert.deepEqual(await placesOfCopies(worker, undefined, { hash: 'the next release' }), PLACES);
  });
}

test('C61: `install` is kept alive for 8 s at most by a Cache Storage whose put() does not answer', async () => {
  const browser = new Browser();
  const { open } = browser.caches;
  browser.caches.open = async (name) =>
    Object.assign(await open.call(browser.caches, name), { put: () => new Promise(() => {}) });
  const { worker } = await startWorker({ browser });
  const event = worker.deliver('install');
  await browser.advance(7_900);
  assert.equal(event.keptAlive, true);
  await browser.advance(200);
  assert.equal(event.keptAlive, false);
});
