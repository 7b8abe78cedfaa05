// ActiveWorker: whether this worker may fire.

import assert from 'node:assert/strict';
import test from 'node:test';
import { bareWorker } from './bare-worker.mjs';

async function createActiveWorker() {
  const { browser, worker } = bareWorker();
  const { ActiveWorker } = await worker.load('worker/wake/active-worker.js');
  return { browser, worker, activeWorker: new ActiveWorker() };
}

test("the registration's only worker may fire if it is active", async () => {
  const { browser, activeWorker } = await createActiveWorker();
  assert.equal(activeWorker.mayFire, true);
  browser.active = null;
  assert.equal(activeWorker.mayFire, false);
});

for (const place of ['installing', 'waiting']) {
  test(`C53: a worker may not fire while another one is ${place}: it may be that one itself`, async () => {
    const { browser, activeWorker } = await createActiveWorker();
    browser[place] = {};
    assert.equal(activeWorker.mayFire, false);
    activeWorker.confirm();
    assert.equal(activeWorker.mayFire, true);
  });
}

test('C53: a redundant worker may not fire, even if it was confirmed', async () => {
  const { worker, activeWorker } = await createActiveWorker();
  activeWorker.confirm();
  worker.global.serviceWorker = { state: 'redundant' };
  assert.equal(activeWorker.mayFire, false);
});
