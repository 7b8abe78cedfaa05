// No place can store the core: then the worker does not download the core at each of its starts.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../../fake/browser.mjs';
import { PLACES, copiesOf, keepCopies, placesOfCopies } from '../../fake/core-copies.mjs';
import { coreBytes, coreHash } from '../../fake/global-scope.mjs';
import { full, refuseAll, refuseTheCore } from './refusing-places.mjs';
import { startWorker } from './start-worker.mjs';

const NOTE = `${coreHash}-refused`;
const HOUR = 3_600_000;

/** Starts and ends a worker: resolves with how often it has downloaded the core, and what the console says. */
async function restart(browser, settings) {
  const { worker } = await startWorker({ browser, ...settings });
  await browser.advance(10_000);
  const seen = { fetched: worker.fetched.length, said: worker.console };
  worker.stop();
  return seen;
}

/** Resolves with the refusal notes of a scope, as text. */
async function notes(worker, scope) {
  const found = [];
  for (const { get } of Object.values(await copiesOf(worker, scope))) {
    const note = await get(NOTE);
    if (note) found.push(Buffer.from(note).toString());
  }
  return found;
}

test('C73: a start of the worker downloads nothing if neither place can store anything, and the console stays empty', async () => {
  const browser = new Browser();
  refuseAll(browser);
  assert.deepEqual(await restart(browser), { fetched: 0, said: [] });
  assert.deepEqual(await restart(browser), { fetched: 0, said: [] });
});

test('C73: a start of the worker downloads nothing if neither place answers', async () => {
  const { browser, worker } = await startWorker();
  browser.indexedDB.open = () => ({});
  browser.caches.open = () => new Promise(() => {});
  await browser.advance(60_000);
  assert.deepEqual([worker.fetched, worker.console], [[], []]);
  worker.deliver('install');
  await browser.settle();
  assert.equal(worker.fetched.length, 1);
});

for (const place of PLACES) {
  test(`C73: a start of the worker downloads the core if only ${place} can store it`, async () => {
    const browser = new Browser();
    if (place === 'IndexedDB') browser.caches.open = () => Promise.reject(full());
    else browser.indexedDB.open = () => assert.fail('the test');
    const { worker } = await startWorker({ browser });
    await browser.advance(10_000);
    assert.equal(worker.fetched.length, 1);
    assert.deepEqual(worker.console, []);
    assert.equal(await (await copiesOf(worker))[place].has(coreHash), true);
  });
}

test('C73: starts of the worker download nothing for a day after no place could store the core, and the console stays empty', async (t) => {
  const browser = new Browser();
  refuseTheCore(t, browser);
  assert.deepEqual(await restart(browser), { fetched: 1, said: [] });
  assert.deepEqual(await restart(browser), { fetched: 0, said: [] });
  await browser.advance(23 * HOUR);
  assert.deepEqual(await restart(browser), { fetched: 0, said: [] });
  await browser.advance(HOUR);
  assert.deepEqual(await restart(browser), { fetched: 1, said: [] });
  assert.deepEqual(await restart(browser), { fetched: 0, said: [] });
});

test('C73: a start of the worker a day after a refusal downloads and keeps the core if there is room by then', async (t) => {
  const browser = new Browser();
  const mend = refuseTheCore(t, browser);
  await restart(browser);
  mend();
  await browser.advance(24 * HOUR);
  const { worker } = await startWorker({ browser });
  await browser.advance(10_000);
  assert.deepEqual(await placesOfCopies(worker), PLACES);
});

test('C73: a refusal noted more than a day in the future, because the clock was set back, is ignored', async () => {
  const { browser, worker } = await startWorker();
  await (await copiesOf(worker)).IndexedDB.put(NOTE, Buffer.from(`${browser.clock.now + 25 * HOUR}`));
  await browser.advance(10_000);
  assert.equal(worker.fetched.length, 1);
});

test('C73: a refusal at `install` counts for later starts, the console names each place once, and `activate` keeps the notes', async (t) => {
  const browser = new Browser();
  refuseTheCore(t, browser);
  const { worker } = await startWorker({ browser, place: 'installing' });
  worker.deliver('install');
  await browser.settle();
  await worker.request('getTags');
  assert.equal(worker.fetched.length, 2);
  assert.equal(worker.console.length, PLACES.length);
  for (const place of PLACES) assert.ok(worker.console.join().includes(place), worker.console.join());
  [browser.installing, browser.active] = [null, browser.installing];
  worker.deliver('activate');
  await browser.settle();
  assert.equal((await notes(worker)).length, 2);
  worker.stop();
  assert.deepEqual(await restart(browser), { fetched: 0, said: [] });
});

test('C15, C73: a failed download is not noted as a refusal, so the next start of the worker downloads again', async () => {
  const browser = new Browser();
  const { worker } = await startWorker({ browser });
  worker.answerFetch = async () => new Response('', { status: 503 });
  await browser.advance(10_000);
  worker.stop();
  assert.deepEqual(await notes(worker), ['0', '0']);
  assert.equal((await restart(browser)).fetched, 1);
});

test('C15, C73: a call that needs the core downloads it although a refusal is noted', async (t) => {
  const browser = new Browser();
  refuseTheCore(t, browser);
  await restart(browser);
  const { worker } = await startWorker({ browser });
  assert.deepEqual((await worker.request('getTags')).answers[1], { result: [] });
  assert.equal(worker.fetched.length, 1);
});

test('C68, C73: a start of the worker restores a missing copy from the other place although a refusal is noted', async () => {
  const { browser, worker } = await startWorker();
  await (await copiesOf(worker)).IndexedDB.put(NOTE, Buffer.from(`${browser.clock.now}`));
  await keepCopies(worker, undefined, { places: ['Cache Storage'] });
  await browser.advance(10_000);
  assert.deepEqual(await placesOfCopies(worker), PLACES);
});

test('C68, C73: a start of the worker that cannot restore a missing copy notes no refusal, and the console stays empty', async () => {
  const browser = new Browser();
  const { worker } = await startWorker({ browser });
  await keepCopies(worker, undefined, { places: ['Cache Storage'] });
  browser.indexedDB.open = () => {
    throw full();
  };
  await browser.advance(10_000);
  assert.deepEqual([worker.fetched, worker.console], [[], []]);
  assert.equal(await (await copiesOf(worker))['Cache Storage'].has(NOTE), false);
});

test('C69, C73: a start of the worker replaces a damaged only copy if the other place refuses, so the next start downloads nothing', async () => {
  const browser = new Browser();
  browser.caches.open = () => Promise.reject(full());
  const { worker } = await startWorker({ browser });
  await keepCopies(worker, undefined, { places: ['IndexedDB'], bytes: Buffer.from('damaged') });
  await browser.advance(10_000);
  assert.equal(worker.fetched.length, 1);
  worker.stop();
  assert.deepEqual(await restart(browser), { fetched: 0, said: [] });
});

test('C69, C73: starts of the worker download once a day at most if the only copy is damaged and no place can store another', async (t) => {
  const browser = new Browser();
  const { worker } = await startWorker({ browser });
  await keepCopies(worker, undefined, { places: ['IndexedDB'], bytes: Buffer.from('damaged') });
  worker.stop();
  refuseTheCore(t, browser);
  assert.equal((await restart(browser)).fetched, 1);
  assert.equal((await restart(browser)).fetched, 0);
});

for (const method of ['match', 'open']) {
  test(`C73: a start of the worker keeps the core in IndexedDB if ${method}() of Cache Storage does not answer`, async () => {
    const { browser, worker } = await startWorker({ browser: new Browser() });
    browser.caches[method] = () => new Promise(() => {});
    await browser.advance(60_000);
    assert.equal(await (await copiesOf(worker)).IndexedDB.has(coreHash), true);
  });
}

test('C73: a start of the worker notes no refusal while an installation still downloads the core, which the installation keeps', async () => {
  const { browser, worker } = await startWorker({ browser: new Browser() });
  const { answerFetch } = worker;
  let send;
  worker.answerFetch = () => new Promise((resolve) => (send = () => resolve(answerFetch())));
  worker.deliver('install');
  await browser.advance(10_000);
  send();
  await browser.settle();
  const { IndexedDB } = await copiesOf(worker);
  assert.deepEqual([await IndexedDB.has(coreHash), await IndexedDB.has(NOTE)], [true, false]);
});

test('C73: an installation downloads the core although a start of the worker still waits for Cache Storage', async () => {
  const { browser, worker } = await startWorker({ browser: new Browser() });
  browser.indexedDB.open = () => {
    throw full();
  };
  for (const method of ['open', 'match']) browser.caches[method] = () => new Promise(() => {});
  await browser.advance(5_100);
  worker.deliver('install');
  await browser.advance(60_000);
  assert.equal(worker.fetched.length, 1);
});

test('C54, C73: unregister() removes the refusal notes of its scope', async () => {
  const { browser, worker } = await startWorker();
  for (const copies of Object.values(await copiesOf(worker))) await copies.put(NOTE, coreBytes.slice().buffer);
  const { removeCopies } = await worker.load('shared/core-copies.js');
  await removeCopies({ scope: browser.scope });
  assert.deepEqual(await notes(worker), []);
});

test('C73: `activate` removes the refusal notes of other releases of its scope', async () => {
  const { browser, worker } = await startWorker();
  const earlier = { hash: 'an earlier release-refused' };
  await keepCopies(worker, undefined, earlier);
  worker.deliver('activate');
  await browser.settle();
  assert.deepEqual(await placesOfCopies(worker, undefined, earlier), []);
});
