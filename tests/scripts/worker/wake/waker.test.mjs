// Waker: one test for each row of the table in js/worker/wake/README.md.

import assert from 'node:assert/strict';
import test from 'node:test';
import { failOpening } from '../../fake/idb-faults.mjs';
import { emptyWorker, recorder } from './empty-worker.mjs';

/** Makes a Waker with owners that record what the Waker asks of them. */
async function createWaker({
  state = 'online',
  verified = true,
  stored = true,
  started = false,
  place = 'activated',
} = {}) {
  const { browser, worker } = emptyWorker();
  const { Waker } = await worker.load('worker/wake/waker.js');
  if (stored) await worker.core.store('outbox');
  const succeeded = recorder();
  const owners = {
    core: { started, call: recorder(async () => {}) },
    activeWorker: { check: () => place },
    connectivity: {
      check: () => state,
      verify: recorder(async () => verified),
      watch: recorder(),
      unwatch: recorder(),
    },
    scheduler: {
      retryLater: recorder(),
      startAttempt: () => succeeded,
    },
    pageChannel: { requestWakeUp: recorder() },
  };
  const waker = new Waker(owners);
  /** How often the Waker has used each owner so far. */
  const done = () => ({
    woken: owners.core.call.calls.map(([method]) => method),
    retried: owners.scheduler.retryLater.calls.length,
    succeeded: succeeded.calls.length,
    asked: owners.pageChannel.requestWakeUp.calls.length,
    verified: owners.connectivity.verify.calls.length,
    watched: owners.connectivity.watch.calls.length,
  });
  return { browser, worker, waker, owners, done };
}

const NOTHING = { woken: [], retried: 0, succeeded: 0, asked: 0, verified: 0, watched: 0 };

test('wake() wakes the core if a tag is stored, and ends the back-off', async () => {
  const { waker, done } = await createWaker();
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1 });
});

test('wake() does not wake the core offline, and watches the network if a tag is stored', async () => {
  for (const started of [false, true]) {
    for (const stored of [false, true]) {
      const { waker, done } = await createWaker({ state: 'offline', stored, started });
      await waker.wake();
      assert.deepEqual(done(), { ...NOTHING, watched: Number(stored) });
    }
  }
});

test('C72: wake() does not wake the core while the network settles, since another wake-up follows', async () => {
  const { waker, done } = await createWaker({ state: 'settling', started: true });
  await waker.wake();
  assert.deepEqual(done(), NOTHING);
});

test('afterRegister() wakes the core for that tag alone, and does not end the back-off, since another tag may have failed', async () => {
  const { waker, owners, done } = await createWaker();
  await waker.afterRegister('outbox', Promise.resolve());
  assert.deepEqual(owners.core.call.calls, [['wakeTag', 'outbox']]);
  assert.deepEqual(done(), { ...NOTHING, woken: ['wakeTag'] });
});

test('afterRegister() does not open the database offline or while the network settles, and watches the network offline', async () => {
  for (const state of ['offline', 'settling']) {
    const { browser, waker, done } = await createWaker({ state });
    browser.indexedDB.open = () => assert.fail('the database was opened');
    await waker.afterRegister('outbox', Promise.resolve());
    assert.deepEqual(done(), { ...NOTHING, watched: Number(state === 'offline') });
  }
});

test('afterRegister() does a whole wake() if the tag was not stored, this worker may not fire yet, or the network is unverified', async () => {
  for (const [settings, expected] of [
    [{ fails: true }, { woken: ['wake'], succeeded: 1 }],
    [{ place: 'inactive' }, { asked: 1 }],
    [{ place: 'activating' }, { retried: 1 }],
    [
      { state: 'unverified', verified: false },
      { verified: 1, retried: 1 },
    ],
  ]) {
    const { browser, waker, done } = await createWaker(settings);
    await waker.afterRegister(
      'outbox',
      settings.fails ? Promise.reject(new Error('the disk is full')) : Promise.resolve(),
    );
    await browser.settle();
    assert.deepEqual(done(), { ...NOTHING, ...expected });
  }
});

test('afterRegister() schedules a retry if the core fails', async () => {
  const { waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => {
    throw new DOMException('no', 'UnknownError');
  });
  await waker.afterRegister('outbox', Promise.resolve());
  assert.deepEqual(done(), { ...NOTHING, woken: ['wakeTag'], retried: 1 });
});

test('networkLost() watches the network if a tag is stored or the database cannot be read, and not otherwise', async () => {
  for (const [settings, watched] of [
    [{ state: 'offline' }, 1],
    [{ state: 'offline', stored: false }, 0],
    [{ state: 'settling' }, 0],
  ]) {
    const { browser, waker, done } = await createWaker(settings);
    waker.networkLost();
    await browser.settle();
    assert.deepEqual(done(), { ...NOTHING, watched });
  }
  const { browser, waker, done } = await createWaker({ state: 'offline' });
  failOpening(browser.indexedDB);
  waker.networkLost();
  await browser.settle();
  assert.deepEqual(done(), { ...NOTHING, watched: 1 });
});

test('wake() only ends the back-off if no tag is stored and no core runs', async () => {
  const { waker, done } = await createWaker({ stored: false });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, succeeded: 1 });
});

test('wake() wakes a running core without looking for stored tags', async () => {
  const { waker, done } = await createWaker({ stored: false, started: true });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1 });
});

test('C63: wake() does not run the probe if no tag is stored, even if a core runs', async () => {
  const { waker, done } = await createWaker({ stored: false, started: true, state: 'unverified' });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, succeeded: 1 });
});

test('C53: wake() in a worker that may not fire asks pages to wake the active worker', async () => {
  const { waker, done } = await createWaker({ place: 'inactive', state: 'unverified' });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, asked: 1 });
});

test('C71: wake() during activate does not wake the core, and schedules a retry in case the worker ends before activate does', async () => {
  const { waker, done } = await createWaker({ place: 'activating' });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, retried: 1 });
});

test('C63: wake() does not wait for the probe, and another wake-up follows when the probe passes', async () => {
  const { browser, waker, owners, done } = await createWaker({ state: 'unverified' });
  let pass;
  owners.connectivity.verify = recorder(() => new Promise((resolve) => (pass = resolve)));
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, verified: 1 });
  owners.connectivity.check = () => 'online';
  pass(true);
  await browser.settle();
  assert.deepEqual(done(), { ...NOTHING, verified: 1, woken: ['wake'], succeeded: 1 });
});

test('C63: wake() schedules a retry if the probe fails', async () => {
  const { browser, waker, done } = await createWaker({ state: 'unverified', verified: false });
  await waker.wake();
  await browser.settle();
  assert.deepEqual(done(), { ...NOTHING, verified: 1, retried: 1 });
});

test('C63: wake() with mayAwaitProbe schedules a retry if the probe fails', async () => {
  const { waker, done } = await createWaker({ state: 'unverified', verified: false });
  await waker.wake({ mayAwaitProbe: true });
  assert.deepEqual(done(), { ...NOTHING, verified: 1, retried: 1 });
});

test('C63: wake() with mayAwaitProbe wakes the core when the probe has passed', async () => {
  const { waker, owners, done } = await createWaker({ state: 'unverified' });
  owners.connectivity.verify = recorder(async () => {
    owners.connectivity.check = () => 'online';
    return true;
  });
  await waker.wake({ mayAwaitProbe: true });
  assert.deepEqual(done(), { ...NOTHING, verified: 1, woken: ['wake'], succeeded: 1 });
});

test('wake() watches the network if it is lost while the core works and a tag is stored', async () => {
  const { waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => void (owners.connectivity.check = () => 'offline'));
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1, watched: 1 });
});

test('C63: wake() schedules a retry if the network is unverified afterwards and a tag is stored', async () => {
  const { waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => void (owners.connectivity.check = () => 'unverified'));
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], retried: 1 });
});

test('C63: wake() schedules no retry if the network is unverified afterwards but no tag is stored', async () => {
  const { worker, waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => {
    await worker.core.remove('outbox');
    owners.connectivity.check = () => 'unverified';
  });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1 });
});

test('C14: wake() schedules a retry if the core fails, and the console has the error', async () => {
  const { worker, waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => {
    throw new Error('the disk is full');
  });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], retried: 1 });
  assert.match(worker.console[0], /stored tags.*the disk is full/);
});

test('C38: networkLost() calls only a running core, and schedules a retry if that call fails', async () => {
  const { browser, waker, owners, done } = await createWaker();
  waker.networkLost();
  assert.deepEqual(done().woken, []);
  owners.core.started = true;
  owners.core.call = recorder(async () => {
    throw new Error('the disk is full');
  });
  waker.networkLost();
  await browser.settle();
  assert.deepEqual(done(), { ...NOTHING, woken: ['offline'], retried: 1 });
});
