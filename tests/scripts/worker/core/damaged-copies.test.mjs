// Copies of the core that are damaged, in IndexedDB or in Cache Storage.

import assert from 'node:assert/strict';
import test from 'node:test';
import { PLACES, keepCopies, placesOfCopies } from '../../fake/core-copies.mjs';
import { coreBytes } from '../../fake/global-scope.mjs';
import { startWorker } from './start-worker.mjs';

const OTHER_BYTES = new TextEncoder().encode('another release');

for (const [what, damaged] of [
  ['other bytes', OTHER_BYTES],
  ['no bytes at all', new Uint8Array()],
  ['the beginning of what was compressed', new Uint8Array([0x1f, 0x8b, 8])],
]) {
  for (const place of PLACES) {
    test(`C69: a damaged copy in ${place} (${what}) is replaced once the core has started, and the console names ${place}`, async () => {
      const { worker, instantiated } = await startWorker();
      await keepCopies(worker, undefined, { places: [place], bytes: damaged });
      const { answers } = await worker.request('getTags');
      assert.deepEqual(answers[1], { result: [] });
      assert.deepEqual(instantiated, ['the core']);
      assert.equal(worker.console.length, 1);
      assert.ok(worker.console[0].includes(place), worker.console[0]);
      assert.match(worker.console[0], /damaged/);
      assert.deepEqual(await placesOfCopies(worker), PLACES);
      assert.equal(worker.fetched.length, 1);
    });
  }
}

test('C69: a damaged copy in IndexedDB is replaced from the intact copy in Cache Storage, and nothing is downloaded', async () => {
  const { worker } = await startWorker();
  await keepCopies(worker, undefined, { places: ['IndexedDB'], bytes: OTHER_BYTES });
  await keepCopies(worker, undefined, { places: ['Cache Storage'] });
  const { answers } = await worker.request('getTags');
  assert.deepEqual(answers[1], { result: [] });
  assert.deepEqual(await placesOfCopies(worker), PLACES);
  assert.deepEqual(worker.fetched, []);
});

test('C69: a copy that has been replaced is not written again when the next core starts', async () => {
  const { browser, worker } = await startWorker();
  await keepCopies(worker, undefined, { places: ['IndexedDB'], bytes: OTHER_BYTES });
  await worker.request('getTags');
  await browser.advance(10_000);
  await worker.core.exit();
  browser.caches.open = () => assert.fail('a copy was written');
  const { answers } = await worker.request('getTags');
  assert.deepEqual(answers[1], { result: [] });
  assert.doesNotMatch(worker.console.join(), /a copy was written/);
});

test('C69: a damaged copy that cannot be replaced yet is replaced at the next call', async () => {
  const { browser, worker } = await startWorker();
  await keepCopies(worker, undefined, { places: ['IndexedDB'], bytes: OTHER_BYTES });
  worker.answerFetch = async () => new Response('', { status: 503 });
  const { answers } = await worker.request('getTags');
  assert.equal(answers[1].error.name, 'NetworkError');
  worker.answerFetch = async () => new Response(coreBytes);
  assert.deepEqual((await worker.request('getTags')).answers[1], { result: [] });
  await browser.settle();
  assert.deepEqual(await placesOfCopies(worker), PLACES);
});
