// The Waker: one test for each of its decisions.

import assert from 'node:assert/strict';
import test from 'node:test';
import { bareWorker, recorder } from './bare-worker.mjs';

/** A Waker whose owners are the test's. */
async function createWaker({
  state = 'online',
  verified = true,
  stored = true,
  started = false,
  place = 'activated',
} = {}) {
  const { browser, worker } = bareWorker();
  const { Waker } = await worker.load('worker/wake/waker.js');
  if (stored) await worker.core.store('outbox');
  const succeeded = recorder();
  const owners = {
    core: { started, call: recorder(async () => {}) },
    activeWorker: { look: () => place },
    connectivity: {
      check: () => state,
      verify: recorder(async () => verified),
      watch: recorder(),
      unwatch: recorder(),
    },
    scheduler: {
      retryLater: recorder(),
      startAttempt: () => succeeded,
      resumeBackOff: recorder(),
      due: 42,
      backOff: 40_000,
    },
    firings: { running: false, whenIdle: () => Promise.resolve() },
    pageChannel: { requestWakeUp: recorder() },
  };
  const waker = new Waker(owners);
  /** What has been done so far, by name. */
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

test('the core is woken where a tag is stored, and the back-off ends', async () => {
  const { waker, done } = await createWaker();
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1 });
});

test('offline nothing can fire, so the core is not woken, and the network is watched if a tag is stored', async () => {
  for (const started of [false, true]) {
    for (const stored of [false, true]) {
      const { waker, done } = await createWaker({ state: 'offline', stored, started });
      await waker.wake();
      assert.deepEqual(done(), { ...NOTHING, watched: Number(stored) });
    }
  }
});

test('C72: the core is not woken while the network settles: another wake-up follows when it has settled', async () => {
  const { waker, done } = await createWaker({ state: 'settling', started: true });
  await waker.wake();
  assert.deepEqual(done(), NOTHING);
});

test('after a registration the core takes up that tag alone, and no back-off ends, since another tag may have failed', async () => {
  const { waker, owners, done } = await createWaker();
  await waker.registered('outbox', Promise.resolve());
  assert.deepEqual(owners.core.call.calls, [['wakeTag', 'outbox']]);
  assert.deepEqual(done(), { ...NOTHING, woken: ['wakeTag'] });
});

test('a registration offline or while the network settles reads nothing, and offline the network is watched', async () => {
  for (const state of ['offline', 'settling']) {
    const { browser, waker, done } = await createWaker({ state });
    browser.indexedDB.open = () => assert.fail('the database was opened');
    await waker.registered('outbox', Promise.resolve());
    assert.deepEqual(done(), { ...NOTHING, watched: Number(state === 'offline') });
  }
});

test('after a registration that could not be stored, in this worker or with an unverified network, the wake-up is a whole one', async () => {
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
    await waker.registered(
      'outbox',
      settings.fails ? Promise.reject(new Error('the disk is full')) : Promise.resolve(),
    );
    await browser.settle();
    assert.deepEqual(done(), { ...NOTHING, ...expected });
  }
});

test('a registered tag that the core cannot take up is tried again', async () => {
  const { waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => {
    throw new DOMException('no', 'UnknownError');
  });
  await waker.registered('outbox', Promise.resolve());
  assert.deepEqual(done(), { ...NOTHING, woken: ['wakeTag'], retried: 1 });
});

test('the network is watched after its loss if a tag is stored, or if that cannot be read, and not otherwise', async () => {
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
  browser.indexedDB.open = () => {
    throw new DOMException('not now', 'UnknownError');
  };
  waker.networkLost();
  await browser.settle();
  assert.deepEqual(done(), { ...NOTHING, watched: 1 });
});

test('where no tag is stored and no core runs nothing is done, and the back-off ends', async () => {
  const { waker, done } = await createWaker({ stored: false });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, succeeded: 1 });
});

test('a core that runs is woken without a look for stored tags', async () => {
  const { waker, done } = await createWaker({ stored: false, started: true });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1 });
});

test('C63: the probe is not asked where no tag is stored, even if a core runs', async () => {
  const { waker, done } = await createWaker({ stored: false, started: true, state: 'unverified' });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, succeeded: 1 });
});

test('C53: a worker that may not fire asks pages to wake the one that may', async () => {
  const { waker, done } = await createWaker({ place: 'inactive', state: 'unverified' });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, asked: 1 });
});

test('C71: a worker whose activate still runs wakes no core, and has a due time in case it ends before that', async () => {
  const { waker, done } = await createWaker({ place: 'activating' });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, retried: 1 });
});

test('C63: a wake-up does not wait for the probe, and another one follows when it has passed', async () => {
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

test('C63: a wake-up for which the probe fails is tried again later', async () => {
  const { browser, waker, done } = await createWaker({ state: 'unverified', verified: false });
  await waker.wake();
  await browser.settle();
  assert.deepEqual(done(), { ...NOTHING, verified: 1, retried: 1 });
});

test('C63: a wake-up that may await the probe is tried again later if the probe fails', async () => {
  const { waker, done } = await createWaker({ state: 'unverified', verified: false });
  await waker.wake({ mayAwaitProbe: true });
  assert.deepEqual(done(), { ...NOTHING, verified: 1, retried: 1 });
});

test('C63: a wake-up that may await the probe wakes the core when the probe has passed', async () => {
  const { waker, owners, done } = await createWaker({ state: 'unverified' });
  owners.connectivity.verify = recorder(async () => {
    owners.connectivity.check = () => 'online';
    return true;
  });
  await waker.wake({ mayAwaitProbe: true });
  assert.deepEqual(done(), { ...NOTHING, verified: 1, woken: ['wake'], succeeded: 1 });
});

test('a network that is lost while the core works is watched if a tag is stored', async () => {
  const { waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => void (owners.connectivity.check = () => 'offline'));
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1, watched: 1 });
});

test('C63: a network that is unverified after a wake-up, with a tag stored, is tried again later', async () => {
  const { waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => void (owners.connectivity.check = () => 'unverified'));
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], retried: 1 });
});

test('C63: a network that is unverified after a wake-up is no failure where no tag is stored any more', async () => {
  const { worker, waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => {
    await worker.core.forget('outbox');
    owners.connectivity.check = () => 'unverified';
  });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], succeeded: 1 });
});

test('C14: a core that fails is woken again later, and the console says so', async () => {
  const { worker, waker, owners, done } = await createWaker();
  owners.core.call = recorder(async () => {
    throw new Error('the disk is full');
  });
  await waker.wake();
  assert.deepEqual(done(), { ...NOTHING, woken: ['wake'], retried: 1 });
  assert.match(worker.console[0], /the disk is full/);
});

test("a page's wake-up is answered when nothing runs any more, with what is due, and the back-off of both is told", async () => {
  const { browser, waker, owners } = await createWaker();
  let end;
  owners.firings.whenIdle = () => new Promise((resolve) => (end = resolve));
  owners.firings.running = true;
  let answer;
  void waker.wakeForPage({ backOff: 80_000 }).then((result) => (answer = result));
  await browser.settle();
  assert.equal(answer, undefined);
  owners.firings.running = false;
  end();
  await browser.settle();
  assert.deepEqual({ ...answer }, { running: false, due: 42, backOff: 40_000 });
  assert.deepEqual(owners.scheduler.resumeBackOff.calls, [[80_000]]);
});

test('C38: only a core that runs is told of the loss of the network, and what fails there is tried again', async () => {
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
