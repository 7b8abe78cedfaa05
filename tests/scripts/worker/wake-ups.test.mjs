// When the worker wakes the core, and what pages are asked for.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { watch } from '../fake/watch.mjs';

/** A worker in which a tag is stored that no core has seen yet. */
async function withStoredTag(settings) {
  const browser = new Browser();
  const worker = await browser.startWorker(settings);
  await worker.core.store('outbox');
  return { browser, worker, events: worker.syncEvents(), told: worker.told() };
}

const wakes = (worker) => worker.core.calls.filter((call) => call === 'wake').length;

for (const type of ['push', 'notificationclick', 'notificationclose']) {
  test(`a ${type} wakes the core, and is kept alive while an event runs`, async () => {
    const { browser, worker, events } = await withStoredTag();
    const event = worker.deliver(type);
    await browser.settle();
    assert.equal(events.length, 1);
    assert.equal(event.keptAlive, true);
    events[0].succeed();
    await browser.settle();
    assert.equal(event.keptAlive, false);
  });

  test(`a ${type} that a script has made wakes nobody`, async () => {
    const { browser, worker } = await withStoredTag();
    worker.dispatchEvent({ type, isTrusted: false, waitUntil() {} });
    await browser.settle();
    assert.equal(wakes(worker), 0);
  });
}

test('a push is kept alive for 25 s at most', async () => {
  const { browser, worker } = await withStoredTag();
  const event = worker.deliver('push');
  await browser.advance(24_900);
  assert.equal(event.keptAlive, true);
  await browser.advance(200);
  assert.equal(event.keptAlive, false);
});

test('pages are asked for a wake-up when an event reaches the app, not for each further one that runs beside it', async () => {
  const { browser, worker, events, told } = await withStoredTag();
  await worker.core.store('second');
  worker.deliver('push');
  await browser.settle();
  assert.equal(events.length, 2);
  assert.equal(told.length, 1);
  for (const event of events) event.succeed();
  await browser.settle();
  await worker.request('register', { tag: 'third' });
  assert.equal(told.length, 2);
});

test('C14: pages are not asked for a wake-up for an event that could not be stored: that wake-up would fail as well, without end', async () => {
  const { browser, worker, told } = await withStoredTag();
  worker.core.wake = async () => {
    const claim = await worker.core.host.claim('outbox');
    claim.release();
    throw Object.assign(new Error('the disk is full'), { name: 'UnknownError' });
  };
  worker.deliver('push');
  await browser.settle();
  assert.equal(wakes(worker), 1);
  assert.ok(told[0].wakeMeAt > browser.clock.now);
  assert.equal(told.length, 1);
});

test('the core is woken when its alarm goes off, and pages are told when that is', async () => {
  const { browser, worker, told } = await withStoredTag();
  const begun = browser.clock.now;
  worker.core.wake = async () => {
    if (wakes(worker) === 1) worker.core.host.alarm(60_000);
  };
  const { answers } = await worker.request('wake');
  const due = answers[1].result.due - begun;
  assert.ok(due >= 60_000 && due < 60_050, `due in ${due} ms`);
  assert.deepEqual(told, [{ wakeMeAt: answers[1].result.due, backOff: undefined }]);
  await browser.advance(59_900);
  assert.equal(wakes(worker), 1);
  await browser.advance(200);
  assert.equal(wakes(worker), 2);
});

test('C52: a worker that is woken offline wakes the core, so that the alarm of a waiting tag is set', async () => {
  const { browser, worker } = await withStoredTag();
  await browser.setOnLine(false);
  worker.core.wake = async () => worker.core.host.alarm(60_000);
  const { answers } = await worker.request('wake');
  assert.ok(answers[1].result.due > browser.clock.now);
});

test('a later alarm takes the place of an earlier one', async () => {
  const { browser, worker } = await withStoredTag();
  worker.core.wake = async () => {
    if (wakes(worker) > 1) return;
    worker.core.host.alarm(10_000);
    worker.core.host.alarm(60_000);
  };
  worker.deliver('push');
  await browser.advance(59_900);
  assert.equal(wakes(worker), 1);
  await browser.advance(200);
  assert.equal(wakes(worker), 2);
});

test('an alarm further away than a timer can wait does not go off at once', async () => {
  const { browser, worker } = await withStoredTag();
  worker.core.wake = async () => worker.core.host.alarm(2 ** 31);
  worker.deliver('push');
  await browser.advance(60_000);
  assert.equal(wakes(worker), 1);
});

test('a due time that has passed, because the clock was set, is not announced', async () => {
  const { browser, worker } = await withStoredTag();
  worker.core.wake = async () => worker.core.host.alarm(60_000);
  await worker.request('wake');
  browser.clock.set(browser.clock.now + 3_600_000);
  worker.core.wake = async () => {};
  const { answers } = await worker.request('wake');
  assert.equal(answers[1].result.due, undefined);
});

test('C53: a worker that is not known to be the active one fires nothing, and asks pages to wake the one that is', async () => {
  const { browser, worker, events, told } = await withStoredTag();
  browser.waiting = { state: 'installed' };
  worker.core.calls.length = 0;
  await browser.setOnLine(false);
  await browser.setOnLine(true);
  await browser.advance(1_100);
  assert.equal(wakes(worker), 0);
  assert.deepEqual(told, [{ wakeMe: true }]);
  worker.deliver('push');
  await browser.settle();
  assert.equal(events.length, 1);
});

for (const type of ['push', 'notificationclick', 'notificationclose']) {
  test(`C53: a ${type} tells the worker that it is the active one`, async () => {
    const { browser, worker, events } = await withStoredTag();
    browser.waiting = { state: 'installed' };
    worker.deliver(type);
    await browser.settle();
    assert.equal(events.length, 1);
  });
}

test('C53: a request of a page tells the worker that it is the active one; hello, which pages send to a waiting one, does not', async () => {
  const { browser, worker, events } = await withStoredTag();
  browser.waiting = { state: 'installed' };
  await worker.request('hello');
  await browser.setOnLine(false);
  await browser.setOnLine(true);
  await browser.advance(1_100);
  assert.equal(events.length, 0);
  await worker.request('wake');
  assert.equal(events.length, 1);
});

test('C53: a worker that is replaced while a tag waits for its turn does not fire it', async () => {
  const { browser, worker, events, told } = await withStoredTag();
  worker.core.wake = async () => {
    browser.waiting = { state: 'installed' };
    assert.equal(await worker.core.host.claim('outbox'), null);
  };
  await browser.setOnLine(false);
  await browser.setOnLine(true);
  await browser.advance(1_100);
  assert.equal(wakes(worker), 1);
  assert.equal(events.length, 0);
  assert.deepEqual(told, [{ wakeMe: true }]);
});

test('C53: a replaced worker fires nothing, whatever it knew before', async () => {
  const { browser, worker, events } = await withStoredTag();
  worker.deliver('push');
  await browser.settle();
  assert.equal(events.length, 1);
  events[0].succeed();
  await worker.core.store('second');
  browser.active = { state: 'activated' };
  await worker.request('wake');
  assert.equal(events.length, 1);
  assert.equal(wakes(worker), 1);
});

for (const type of ['register', 'wake']) {
  test(`C71: a ${type} request that comes while activate runs fires nothing before its end`, async () => {
    const { browser, worker, events } = await withStoredTag();
    const activated = await browser.activate(worker);
    const { answers } = await worker.request(type, { tag: 'outbox' });
    assert.equal(answers.length, 2);
    await browser.advance(60_000);
    assert.equal(events.length, 0);
    await activated();
    assert.equal(events.length, 1);
  });
}

test('C71: a tag that the app registers in activate fires when activate has ended', async () => {
  const browser = new Browser();
  const worker = await browser.startWorker({ place: 'installing' });
  const events = worker.syncEvents();
  worker.deliver('install');
  const activated = await browser.activate(worker);
  const registered = watch(worker.registration.sync.register('outbox'));
  await browser.settle();
  assert.deepEqual(registered, { value: undefined });
  assert.equal(events.length, 0);
  await activated();
  assert.equal(events.length, 1);
});

test('C71: a network that returns while an update activates fires the tag when the activation has ended', async () => {
  const { browser, worker: former, events: none } = await withStoredTag();
  await browser.setOnLine(false);
  const worker = await browser.startWorker({ place: 'installing' });
  browser.active = former.serviceWorker;
  const events = worker.syncEvents();
  worker.deliver('install');
  former.stop();
  const activated = await browser.activate(worker);
  await browser.setOnLine(true);
  await browser.advance(9_000);
  assert.equal(events.length, 0);
  await activated();
  assert.equal(events.length, 1);
  assert.equal(none.length, 0);
});

test('C71: a worker that is asked for an event while activate runs names a due time, for it may end before that', async () => {
  const browser = new Browser();
  const worker = await browser.startWorker({ place: 'installing' });
  const told = worker.told();
  const activated = await browser.activate(worker);
  await worker.request('register', { tag: 'outbox' });
  assert.ok(told.at(-1).wakeMeAt <= browser.clock.now + 20_000);
  await activated();
  assert.equal(told.at(-1).wakeMeAt, undefined);
});

test('C71: a worker that is started again while its activation lasts fires when that has ended', async () => {
  const browser = new Browser();
  const worker = await browser.startWorker();
  worker.serviceWorker.state = 'activating';
  const events = worker.syncEvents();
  await worker.request('register', { tag: 'outbox' });
  await browser.advance(60_000);
  assert.equal(events.length, 0);
  worker.serviceWorker.become('activated');
  await browser.settle();
  assert.equal(events.length, 1);
});

test('C53: a worker that is activated fires what is stored, without any other occasion', async () => {
  const { browser, worker: former } = await withStoredTag();
  former.stop();
  const worker = await browser.startWorker({ place: 'waiting' });
  browser.active = former.serviceWorker;
  const events = worker.syncEvents();
  const activated = await browser.activate(worker);
  await activated();
  assert.equal(events.length, 1);
});

test('C56: a tag that another worker has locked fires once the lock is free', async () => {
  const { browser, worker, events } = await withStoredTag();
  let unlock;
  const name = `background-sync-polyfill:${browser.scope}\noutbox`;
  void browser.locks.manager('another').request(name, {}, () => new Promise((resolve) => (unlock = resolve)));
  await worker.request('wake');
  await worker.request('wake');
  assert.equal(events.length, 0);
  unlock();
  await browser.settle();
  assert.equal(events.length, 1);
  events[0].succeed();
  await browser.settle();
  assert.deepEqual(browser.locks.names, []);
});

test('C43: a tag whose event was given up does not fire again while its handler runs', async () => {
  const { browser, worker, events } = await withStoredTag();
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

test('C43: while a handler runs past its limit, a wake-up of its tag names a due time; it fires in the next worker if this one ends', async () => {
  const { browser, worker, events } = await withStoredTag();
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

test('C43: a wake-up that is refused a lock is tried again ever later, and at once when the lock is free', async () => {
  const { browser, worker, events } = await withStoredTag();
  let unlock;
  const name = `background-sync-polyfill:${browser.scope}\noutbox`;
  void browser.locks.manager('another').request(name, {}, () => new Promise((resolve) => (unlock = resolve)));
  await worker.request('wake');
  const tries = [];
  for (let seconds = 1; seconds <= 300; seconds++) {
    const before = wakes(worker);
    await browser.advance(1_000);
    if (wakes(worker) > before) tries.push(seconds);
  }
  assert.deepEqual(tries, [20, 60, 140, 300]);
  unlock();
  await browser.settle();
  assert.equal(events.length, 1);
});

test('a core that died is started again at the next call, and its tag fires when the handler of the dead one has ended', async () => {
  const { browser, worker, events } = await withStoredTag();
  const { event } = await worker.request('wake');
  await worker.core.die();
  assert.equal(event.keptAlive, false);
  await worker.request('wake');
  assert.equal(worker.core.starts, 2);
  assert.equal(events.length, 1);
  events[0].succeed();
  await browser.settle();
  assert.equal(events.length, 2);
});

test('a claim that comes too late for a core that died is given back', async () => {
  const { browser, worker, events } = await withStoredTag();
  worker.core.wake = async () => {
    void worker.core.host.claim('outbox');
    void worker.core.die();
    return new Promise(() => {});
  };
  const { answers } = await worker.request('wake');
  await browser.settle();
  assert.equal(answers[1].result.running, false);
  assert.deepEqual(browser.locks.names, []);
  assert.equal(events.length, 0);
});
