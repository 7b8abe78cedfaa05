// Tags that are locked by another worker, or by a handler that runs past its limit.

import assert from 'node:assert/strict';
import test from 'node:test';
import { wakeCount, startWithStoredTag } from './start-with-stored-tag.mjs';

test('C56: a tag that another worker has locked fires once the lock is free', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  const unlock = browser.lockTag('outbox');
  await worker.request('wake');
  await worker.request('wake');
  assert.equal(events.length, 0);
  unlock();
  await browser.settle();
  assert.equal(events.length, 1);
  events[0].succeed();
  await browser.settle();
  assert.deepEqual(browser.locks.heldNames, []);
});

test('C43: a tag whose event was given up does not fire again while the handler still runs', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  let claim;
  worker.core.wake = async () => {
    claim = await worker.core.host.claim('outbox');
    void claim?.dispatch(false, 180_000);
  };
  await worker.request('wake');
  claim.release();
  await worker.request('wake');
  assert.equal(events.length, 1);
  assert.equal(claim, null);
  events[0].succeed();
  await browser.settle();
  assert.equal(events.length, 2);
});

test('C43: while a handler runs past its limit, a wake-up names a due time, and the tag fires in the next worker if this worker ends', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  let claim;
  worker.core.wake = async () => {
    claim = await worker.core.host.claim('outbox');
    void claim?.dispatch(false, 5_000);
  };
  await worker.request('wake');
  claim.release();
  const { answers } = await worker.request('wake');
  const { due } = answers[1].result;
  assert.ok(due > browser.clock.now && due <= browser.clock.now + 20_000, `due in ${due - browser.clock.now} ms`);
  assert.equal(events.length, 1);
  worker.stop();
  const next = await browser.startWorker();
  const further = next.syncEvents();
  await next.request('wake');
  assert.equal(further.length, 1);
});

test('C43: a wake-up that cannot lock its tag is tried again after longer and longer waits, and at once when the lock is free', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  const unlock = browser.lockTag('outbox');
  await worker.request('wake');
  const tries = [];
  for (let seconds = 1; seconds <= 300; seconds++) {
    const before = wakeCount(worker);
    await browser.advance(1_000);
    if (wakeCount(worker) > before) tries.push(seconds);
  }
  assert.deepEqual(tries, [20, 60, 140, 300]);
  unlock();
  await browser.settle();
  assert.equal(events.length, 1);
});
