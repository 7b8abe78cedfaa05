// What a worker notices of the network, by events and by looking.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { EventTarget, Event } from '../fake/events.mjs';
import { startWithStoredTag } from './start-with-stored-tag.mjs';

/** Starts a worker, loses the network, and registers a tag. */
async function startOffline(settings) {
  const browser = new Browser();
  const worker = await browser.startWorker(settings);
  const events = worker.syncEvents();
  await browser.setOnLine(false);
  await worker.request('register', { tag: 'outbox' });
  assert.equal(events.length, 0);
  return { browser, worker, events };
}

test('C31: a tag that was registered offline fires a second after the network is back, so that the network can settle', async () => {
  const { browser, events } = await startOffline();
  await browser.setOnLine(true);
  await browser.advance(950);
  assert.equal(events.length, 0);
  await browser.advance(100);
  assert.equal(events.length, 1);
});

test('C31: a worker that gets no network events notices within a second that the network is back', async () => {
  const { browser, events } = await startOffline({ networkEvents: false });
  await browser.setOnLine(true);
  await browser.advance(2_100);
  assert.equal(events.length, 1);
});

test('C31: a worker that starts offline notices the return of the network, although no request has reached the worker', async () => {
  const browser = new Browser();
  await browser.storeTag('outbox');
  browser.onLine = false;
  const worker = await browser.startWorker({ networkEvents: false });
  const events = worker.syncEvents();
  await browser.setOnLine(true);
  await browser.advance(2_100);
  assert.equal(events.length, 1);
});

test('C38: a worker notices a loss that navigator.connection reports before navigator.onLine changes (Chromium)', async () => {
  const connection = new EventTarget();
  const browser = new Browser();
  const worker = await browser.startWorker({ connection, networkEvents: false });
  await worker.request('getTags');
  connection.dispatchEvent(new Event('change'));
  browser.onLine = false;
  await browser.advance(1_100);
  assert.deepEqual(worker.core.calls, ['getTags', 'offline']);
});

test('C31: a network that comes back twice while it settles wakes the core once', async () => {
  const { browser, worker } = await startOffline();
  worker.core.wake = async () => {};
  worker.core.calls.length = 0;
  for (const onLine of [true, true]) await browser.setOnLine(onLine);
  await browser.advance(5_000);
  assert.deepEqual(worker.core.calls, ['wake']);
});

test('C72: a network that is lost again while it settles has to settle again', async () => {
  const { browser, events } = await startOffline();
  await browser.setOnLine(true);
  for (let i = 0; i < 2; i++) {
    await browser.advance(800);
    await browser.setOnLine(false);
    await browser.setOnLine(true);
  }
  await browser.advance(950);
  assert.equal(events.length, 0);
  await browser.advance(100);
  assert.equal(events.length, 1);
});

test('C72: a loss that is over before its event arrives makes the network settle again', async () => {
  const { browser, worker, events } = await startOffline();
  await browser.setOnLine(true);
  await browser.advance(800);
  worker.fire('offline');
  worker.fire('online');
  await browser.advance(950);
  assert.equal(events.length, 0);
  await browser.advance(100);
  assert.equal(events.length, 1);
});

for (const occasion of ['wake', 'push', 'register']) {
  test(`C72: a ${occasion} while the network settles fires nothing until the network has settled`, async () => {
    const { browser, worker, events } = await startOffline();
    await browser.setOnLine(true);
    await browser.advance(100);
    if (occasion === 'push') worker.deliver('push');
    else await worker.request(occasion, { tag: 'outbox' });
    await browser.advance(800);
    assert.equal(events.length, 0);
    await browser.advance(200);
    assert.equal(events.length, 1);
  });
}

test('C72: a wake-up that is still running when the network returns fires nothing until the network has settled', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  const { wake } = worker.core;
  let goOn;
  worker.core.wake = async () => {
    await new Promise((resolve) => (goOn = resolve));
    await wake();
  };
  await worker.request('wake');
  await browser.setOnLine(false);
  await browser.setOnLine(true);
  worker.core.wake = wake;
  goOn();
  await browser.advance(900);
  assert.equal(events.length, 0);
  await browser.advance(200);
  assert.equal(events.length, 1);
});

test('C72: a worker that gets an online event lets the network settle, even if the worker has not noticed a loss', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  worker.fire('online');
  await browser.settle();
  worker.deliver('push');
  await browser.advance(950);
  assert.equal(events.length, 0);
  await browser.advance(100);
  assert.equal(events.length, 1);
});

test('a change of navigator.connection while the browser stays online does not wake the core', async () => {
  const connection = new EventTarget();
  const { browser, worker } = await startWithStoredTag({ connection });
  connection.dispatchEvent(new Event('change'));
  await browser.advance(5_000);
  assert.deepEqual(worker.core.calls, []);
});

test("C31, C72: a loss without an event while the network settles does not stop the worker from looking for the network's return", async () => {
  const { browser, events } = await startOffline({ networkEvents: false });
  await browser.setOnLine(true);
  await browser.advance(1_050);
  await browser.setOnLine(false);
  await browser.advance(60_000);
  assert.equal(events.length, 0);
  await browser.setOnLine(true);
  await browser.advance(2_100);
  assert.equal(events.length, 1);
});

test("C31, C72: a worker that is offline when a settling that a page announced should end looks for the network's return", async () => {
  const browser = new Browser();
  const worker = await browser.startWorker({ networkEvents: false });
  const events = worker.syncEvents();
  await worker.request('register', { tag: 'outbox', settlesIn: 800 });
  browser.onLine = false;
  await browser.advance(60_000);
  browser.onLine = true;
  await browser.advance(2_100);
  assert.equal(events.length, 1);
});

test('C38: a core that runs is told of the network’s loss', async () => {
  const browser = new Browser();
  const worker = await browser.startWorker();
  await worker.request('getTags');
  worker.core.calls.length = 0;
  await browser.setOnLine(false);
  assert.ok(worker.core.calls.includes('offline'));
});

test("the network's loss does not start a core that is not running", async () => {
  const browser = new Browser();
  const worker = await browser.startWorker();
  await browser.setOnLine(false);
  assert.equal(worker.core.starts, 0);
});
