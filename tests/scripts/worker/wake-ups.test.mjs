// When the worker wakes the core, and when it asks pages for a wake-up.

import assert from 'node:assert/strict';
import test from 'node:test';
import { wakeCount, startWithStoredTag } from './start-with-stored-tag.mjs';

for (const type of ['push', 'notificationclick', 'notificationclose']) {
  test(`a ${type} event wakes the core, and is kept alive while a sync event runs`, async () => {
    const { browser, worker, events } = await startWithStoredTag();
    const event = worker.deliver(type);
    await browser.settle();
    assert.equal(events.length, 1);
    assert.equal(event.keptAlive, true);
    events[0].succeed();
    await browser.settle();
    assert.equal(event.keptAlive, false);
  });

  test(`a ${type} event that a script has dispatched does not wake the core`, async () => {
    const { browser, worker } = await startWithStoredTag();
    worker.dispatchEvent({ type, isTrusted: false, waitUntil() {} });
    await browser.settle();
    assert.equal(wakeCount(worker), 0);
  });
}

test('a push event is kept alive for 25 s at most', async () => {
  const { browser, worker } = await startWithStoredTag();
  const event = worker.deliver('push');
  await browser.advance(24_900);
  assert.equal(event.keptAlive, true);
  await browser.advance(200);
  assert.equal(event.keptAlive, false);
});

test('pages are asked for a wake-up when an event reaches the app, but not for further events that run at the same time', async () => {
  const { browser, worker, events, told } = await startWithStoredTag();
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

test('C14: pages are not asked for a wake-up if the claimed tag cannot be stored, since that wake-up would fail in the same way', async () => {
  const { browser, worker, told } = await startWithStoredTag();
  worker.core.wake = async () => {
    const claim = await worker.core.host.claim('outbox');
    claim.release();
    throw Object.assign(new Error('the disk is full'), { name: 'UnknownError' });
  };
  worker.deliver('push');
  await browser.settle();
  assert.equal(wakeCount(worker), 1);
  assert.ok(told[0].wakeMeAt > browser.clock.now);
  assert.equal(told.length, 1);
});

test('the core is woken when its alarm is due, and pages are told that time', async () => {
  const { browser, worker, told } = await startWithStoredTag();
  const begun = browser.clock.now;
  worker.core.wake = async () => {
    if (wakeCount(worker) === 1) worker.core.host.alarm(60_000);
  };
  const { answers } = await worker.request('wake');
  const due = answers[1].result.due - begun;
  assert.ok(due >= 60_000 && due < 60_050, `due in ${due} ms`);
  assert.deepEqual(told, [{ wakeMeAt: answers[1].result.due, backOff: undefined }]);
  await browser.advance(59_900);
  assert.equal(wakeCount(worker), 1);
  await browser.advance(200);
  assert.equal(wakeCount(worker), 2);
});

test('C52: a worker that was woken offline sets the alarm of a waiting tag when the network is back', async () => {
  const { browser, worker } = await startWithStoredTag();
  await browser.setOnLine(false);
  worker.core.wake = async () => worker.core.host.alarm(60_000);
  await worker.request('wake');
  assert.equal(wakeCount(worker), 0);
  await browser.setOnLine(true);
  await browser.advance(1_100);
  const { answers } = await worker.request('wake');
  assert.ok(answers[1].result.due > browser.clock.now);
});

test('an alarm that the core sets replaces its earlier alarm', async () => {
  const { browser, worker } = await startWithStoredTag();
  worker.core.wake = async () => {
    if (wakeCount(worker) > 1) return;
    worker.core.host.alarm(10_000);
    worker.core.host.alarm(60_000);
  };
  worker.deliver('push');
  await browser.advance(59_900);
  assert.equal(wakeCount(worker), 1);
  await browser.advance(200);
  assert.equal(wakeCount(worker), 2);
});

test('an alarm that is later than a timer can wait does not wake the core at once', async () => {
  const { browser, worker } = await startWithStoredTag();
  worker.core.wake = async () => worker.core.host.alarm(2 ** 31);
  worker.deliver('push');
  await browser.advance(60_000);
  assert.equal(wakeCount(worker), 1);
});

test('a due time that has passed because the clock was set forward is not announced', async () => {
  const { browser, worker } = await startWithStoredTag();
  worker.core.wake = async () => worker.core.host.alarm(60_000);
  await worker.request('wake');
  browser.clock.set(browser.clock.now + 3_600_000);
  worker.core.wake = async () => {};
  const { answers } = await worker.request('wake');
  assert.equal(answers[1].result.due, undefined);
});

test('C53: a worker that may not be the active one fires nothing, and asks pages to wake the active worker', async () => {
  const { browser, worker, events, told } = await startWithStoredTag();
  browser.waiting = { state: 'installed' };
  worker.core.calls.length = 0;
  await browser.reconnect();
  assert.equal(wakeCount(worker), 0);
  assert.deepEqual(told, [{ wakeMe: true }]);
  worker.deliver('push');
  await browser.settle();
  assert.equal(events.length, 1);
});

for (const type of ['push', 'notificationclick', 'notificationclose']) {
  test(`C53: a ${type} event tells the worker that it is the active worker`, async () => {
    const { browser, worker, events } = await startWithStoredTag();
    browser.waiting = { state: 'installed' };
    worker.deliver(type);
    await browser.settle();
    assert.equal(events.length, 1);
  });
}

test('C53: a wake request tells the worker that it is the active worker, but hello does not, since a waiting worker gets hello, too', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  browser.waiting = { state: 'installed' };
  await worker.request('hello');
  await browser.reconnect();
  assert.equal(events.length, 0);
  await worker.request('wake');
  assert.equal(events.length, 1);
});

test('C53: a worker that is replaced before it claims a tag does not fire that tag', async () => {
  const { browser, worker, events, told } = await startWithStoredTag();
  worker.core.wake = async () => {
    browser.waiting = { state: 'installed' };
    assert.equal(await worker.core.host.claim('outbox'), null);
  };
  await browser.reconnect();
  assert.equal(wakeCount(worker), 1);
  assert.equal(events.length, 0);
  assert.deepEqual(told, [{ wakeMe: true }]);
});

test('C53: a replaced worker fires nothing, although it was the active worker before', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  worker.deliver('push');
  await browser.settle();
  assert.equal(events.length, 1);
  events[0].succeed();
  await worker.core.store('second');
  browser.active = { state: 'activated' };
  await worker.request('wake');
  assert.equal(events.length, 1);
  assert.equal(wakeCount(worker), 1);
});

test('a core that exited is started again at the next call, and its tag fires once the handler of the earlier event has ended', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  const { event } = await worker.request('wake');
  await worker.core.exit();
  assert.equal(event.keptAlive, false);
  await worker.request('wake');
  assert.equal(worker.core.starts, 2);
  assert.equal(events.length, 1);
  events[0].succeed();
  await browser.settle();
  assert.equal(events.length, 2);
});

test('a worker releases a claim that is granted after the core has exited', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  worker.core.wake = async () => {
    void worker.core.host.claim('outbox');
    void worker.core.exit();
    return new Promise(() => {});
  };
  const { answers } = await worker.request('wake');
  await browser.settle();
  assert.equal(answers[1].result.running, false);
  assert.deepEqual(browser.locks.heldNames, []);
  assert.equal(events.length, 0);
});
