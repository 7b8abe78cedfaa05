// Firings: the claims of the core, their locks, and the events that still run.

import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyWorker, recorder } from './empty-worker.mjs';

async function createFirings({ place = 'activated', passed = true } = {}) {
  const { browser, worker } = emptyWorker();
  const { Firings } = await worker.load('worker/wake/firings.js');
  const activeWorker = { check: () => place };
  const connectivity = { verify: recorder(async () => passed), verifyIfStale: recorder(async () => passed) };
  const pageChannel = { requestWakeUp: recorder() };
  const locked = new Set();
  const locks = {
    tryLock: async (tag) => {
      if (locked.has(tag)) return null;
      locked.add(tag);
      return () => locked.delete(tag);
    },
  };
  const events = [];
  const dispatch = (tag, lastChance) => new Promise((end) => events.push({ tag, lastChance, end }));
  const firings = new Firings({ activeWorker, connectivity, pageChannel, locks, dispatch });
  /** Claims a tag and dispatches its event; `reason` is the promise of the failure's reason. */
  const fire = async (tag) => {
    const firing = await firings.claim(tag);
    return { firing, reason: firing.dispatch(false, 60_000) };
  };
  return { browser, activeWorker, connectivity, pageChannel, locks, locked, events, firings, fire };
}

test('a claim runs, and its tag stays locked, until the claim is released', async () => {
  const { firings, locked, browser } = await createFirings();
  const firing = await firings.claim('outbox');
  assert.equal(firings.running, true);
  assert.deepEqual([...locked], ['outbox']);
  firing.release();
  firing.release();
  await browser.settle();
  assert.equal(firings.running, false);
  assert.deepEqual([...locked], []);
});

test('a tag that is locked elsewhere cannot be claimed', async () => {
  const { firings, locked } = await createFirings();
  locked.add('outbox');
  assert.equal(await firings.claim('outbox'), null);
  assert.equal(firings.running, false);
});

test('C53: a worker that may not fire claims nothing, and asks pages for a wake-up', async () => {
  const { firings, pageChannel, locked } = await createFirings({ place: 'inactive' });
  assert.equal(await firings.claim('outbox'), null);
  assert.equal(pageChannel.requestWakeUp.calls.length, 1);
  assert.equal(locked.size, 0);
});

test('whenIdle() resolves at once if nothing is claimed, otherwise when the last claim is released', async () => {
  const { firings, browser } = await createFirings();
  await firings.whenIdle();
  const claims = [await firings.claim('a'), await firings.claim('b')];
  let idle = 0;
  for (let i = 0; i < 2; i++) void firings.whenIdle().then(() => idle++);
  claims[0].release();
  await browser.settle();
  assert.equal(idle, 0);
  claims[1].release();
  await browser.settle();
  assert.equal(idle, 2);
});

test('dispatch() fires an event with its tag and lastChance, and resolves with the reason of its failure', async () => {
  const { firings, events } = await createFirings();
  const firing = await firings.claim('outbox');
  const reason = firing.dispatch(true, 60_000);
  assert.deepEqual([events[0].tag, events[0].lastChance], ['outbox', true]);
  events[0].end('Error: no');
  assert.equal(await reason, 'Error: no');
});

test('pages are asked for a wake-up at the first event, but not at a claim or at a later event while a tag is claimed', async () => {
  const { fire, events, pageChannel, firings } = await createFirings();
  const claimedOnly = await firings.claim('claimed only');
  assert.equal(pageChannel.requestWakeUp.calls.length, 0);
  const first = await fire('a');
  assert.equal(pageChannel.requestWakeUp.calls.length, 1);
  const second = await fire('b');
  assert.equal(pageChannel.requestWakeUp.calls.length, 1);
  for (const event of events) event.end();
  for (const { firing, reason } of [first, second]) {
    await reason;
    firing.release();
  }
  const third = await fire('c');
  assert.equal(pageChannel.requestWakeUp.calls.length, 1);
  events[2].end();
  await third.reason;
  for (const firing of [claimedOnly, third.firing]) firing.release();
  await fire('d');
  assert.equal(pageChannel.requestWakeUp.calls.length, 2);
});

test('C43: a firing that is released while its handler runs does not count as running, but its tag stays locked until the handler has ended', async () => {
  const { fire, events, firings, locked, browser } = await createFirings();
  const { firing } = await fire('outbox');
  firing.release();
  await browser.settle();
  assert.equal(firings.running, false);
  assert.deepEqual([...locked], ['outbox']);
  events[0].end();
  await browser.settle();
  assert.deepEqual([...locked], []);
});

test('the exit of the core releases all claims', async () => {
  const { firings, locked, browser } = await createFirings();
  await firings.claim('a');
  await firings.claim('b');
  firings.coreExited();
  await browser.settle();
  assert.equal(firings.running, false);
  assert.equal(locked.size, 0);
});

test('Firings releases a claim that is granted after the core has exited', async () => {
  const { firings, locked } = await createFirings();
  const claim = firings.claim('outbox');
  firings.coreExited();
  assert.equal(await claim, null);
  assert.equal(firings.running, false);
  assert.equal(locked.size, 0);
});

test('C63: the probe runs after a failed event, but after a successful event only if it has not passed lately', async () => {
  const { fire, events, connectivity } = await createFirings();
  const failed = await fire('a');
  events[0].end('Error: no');
  await failed.reason;
  assert.deepEqual([connectivity.verify.calls.length, connectivity.verifyIfStale.calls.length], [1, 0]);
  const succeeded = await fire('b');
  events[1].end();
  await succeeded.reason;
  assert.deepEqual([connectivity.verify.calls.length, connectivity.verifyIfStale.calls.length], [1, 1]);
});

test('C63: the probe does not run at once if the time limit of an event is longer than a timer can wait', async () => {
  const { browser, firings, connectivity } = await createFirings();
  const firing = await firings.claim('outbox');
  void firing.dispatch(false, 2 ** 32);
  await browser.advance(60_000);
  assert.equal(connectivity.verify.calls.length, 0);
});

test('C43, C63: the probe runs 5 s before an event reaches its time limit, unless the event has ended by then', async () => {
  const { browser, fire, events, connectivity } = await createFirings();
  await fire('long');
  const { reason } = await fire('short');
  events[1].end();
  await reason;
  await browser.advance(54_900);
  assert.equal(connectivity.verify.calls.length, 0);
  await browser.advance(200);
  assert.equal(connectivity.verify.calls.length, 1);
});
