// The first installation of a registration removes the tags that an earlier registration of the scope has left.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { delayOpening, failOpening } from '../fake/idb-faults.mjs';

const DISABLED = { name: 'UnknownError', message: 'Background Sync is disabled.' };

/** Starts an installing worker in a scope with a tag of an earlier registration. */
async function start({ active = null } = {}) {
  const browser = new Browser();
  await browser.storeTag('earlier');
  browser.active = active;
  const worker = await browser.startWorker({ place: 'installing' });
  return { browser, worker };
}

/** Makes the worker the active one, and ends its activation. */
async function activate({ browser, worker }) {
  const end = await browser.activate(worker);
  await end();
}

const tags = async (worker) => (await worker.core.stored()).map(({ tag }) => tag);

test('C54: the first installation of a registration removes the tags that an earlier one left', async () => {
  const { browser, worker } = await start();
  const event = worker.deliver('install');
  await browser.settle();
  assert.equal(event.keptAlive, false);
  assert.deepEqual(await tags(worker), []);
});

test('C54: the first installation of a registration leaves the tags of other registrations', async () => {
  const { browser, worker } = await start();
  await worker.core.store('other', { scope: `${browser.scope}other/` });
  worker.deliver('install');
  await browser.settle();
  assert.deepEqual(await tags(worker), ['other']);
});

test('C53: the installation of an update removes no tags', async () => {
  const { browser, worker } = await start({ active: { state: 'activated' } });
  worker.deliver('install');
  await browser.settle();
  assert.deepEqual(await tags(worker), ['earlier']);
});

test('C54: tags that could not be removed at `install` are removed before anything fires, and a new tag stays', async () => {
  const { browser, worker } = await start();
  const events = worker.syncEvents();
  const mend = failOpening(browser.indexedDB);
  worker.deliver('install');
  await browser.settle();
  mend();
  await activate({ browser, worker });
  const { answers } = await worker.request('register', { tag: 'new' });
  assert.deepEqual(answers[1], { result: undefined });
  assert.deepEqual(
    events.map(({ tag }) => tag),
    ['new'],
  );
});

test('C54: while the tags of an earlier registration cannot be removed, nothing fires and register() rejects, and the next wake-up removes them', async () => {
  const { browser, worker } = await start();
  const events = worker.syncEvents();
  const mend = failOpening(browser.indexedDB);
  worker.deliver('install');
  await browser.settle();
  await activate({ browser, worker });
  const { answers } = await worker.request('register', { tag: 'new' });
  assert.deepEqual(answers[1], { error: DISABLED });
  assert.match(worker.console.join(), /earlier registration.*the database cannot be opened/);
  assert.deepEqual(events, []);
  mend();
  await worker.request('wake');
  assert.deepEqual([await tags(worker), events], [[], []]);
});

test('C54: `install` waits 8 s for IndexedDB, and a removal that runs later leaves newer tags', async () => {
  const { browser, worker } = await start();
  // The new tag's event runs to the end of the test, and the tag is stored meanwhile.
  worker.syncEvents();
  const opening = delayOpening(browser.indexedDB);
  const event = worker.deliver('install');
  await browser.advance(7_900);
  assert.equal(event.keptAlive, true);
  opening.stop();
  await browser.advance(200);
  await activate({ browser, worker });
  await worker.request('register', { tag: 'new' });
  assert.deepEqual(await tags(worker), ['new']);
  opening.answer();
  await browser.settle();
  assert.deepEqual(await tags(worker), ['new']);
});

test('C54: a first worker that was replaced removes no tag that the next worker has stored', async () => {
  const { browser, worker } = await start();
  const mend = failOpening(browser.indexedDB);
  worker.deliver('install');
  await browser.advance(1_000);
  await activate({ browser, worker });
  mend();
  const next = await browser.startWorker();
  await next.core.store('new', { registeredAt: worker.global.Date.now() });
  await worker.request('getTags');
  assert.deepEqual(await tags(next), ['new']);
});

test("C54: calls wait for the removal of an earlier registration's tags, which runs once", async () => {
  const { browser, worker } = await start();
  const opening = delayOpening(browser.indexedDB, 'background-sync-polyfill');
  worker.deliver('install');
  await browser.settle();
  const { answers } = await worker.request('getTags');
  assert.equal(opening.count, 1);
  opening.stop();
  opening.answer();
  await browser.settle();
  assert.deepEqual(answers[1], { result: [] });
});

test('C54: a first worker with option disabled removes the tags of an earlier registration, too', async () => {
  const browser = new Browser();
  await browser.storeTag('earlier');
  const worker = await browser.startWorker({ place: 'installing', options: { disabled: true } });
  worker.deliver('install');
  await browser.settle();
  assert.deepEqual(await tags(worker), []);
});
