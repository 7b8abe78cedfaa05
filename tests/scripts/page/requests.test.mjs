// register() and getTags() of a page, with a worker that is scripted by the test.

import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_RESULT } from '../../../js/shared/errors.js';
import { Browser } from '../fake/browser.mjs';
import { ServiceWorker } from '../fake/registration.mjs';
import { outcomeOf } from '../fake/outcome.mjs';

/** Chromium's message. */
const NO_ACTIVE_WORKER =
  "Failed to execute 'register' on 'SyncManager': Registration failed - no active Service Worker";

/** Makes a worker that answers each request with these messages, and keeps the requests and their ports. */
function workerThat(...messages) {
  const worker = new ServiceWorker((data, [port]) => {
    worker.requests.push(data);
    worker.ports.push(port);
    for (const message of messages) port.postMessage(message);
  });
  return Object.assign(worker, { state: 'activated', requests: [], ports: [] });
}

async function openPage(active, settings) {
  const browser = new Browser();
  browser.active = active;
  const page = await browser.openPage(settings);
  return { browser, page, sync: page.registration.sync };
}

test('register() posts the tag to the worker, and resolves with undefined when the result arrives', async () => {
  const active = workerThat({ ack: 1 });
  const { browser, sync } = await openPage(active);
  const seen = outcomeOf(sync.register('outbox'));
  await browser.settle();
  const message = { 'background-sync-polyfill': 1, type: 'register', tag: 'outbox', settlesIn: undefined };
  assert.deepEqual(active.requests, [message]);
  assert.deepEqual(seen, {});
  active.ports[0].postMessage({ result: undefined });
  await browser.settle();
  assert.deepEqual(seen, { value: undefined });
});

test("getTags() resolves with the worker's result", async () => {
  const { browser, sync } = await openPage(workerThat({ ack: 1 }, { result: ['a', 'b'] }));
  const seen = outcomeOf(sync.getTags());
  await browser.settle();
  assert.deepEqual(seen, { value: ['a', 'b'] });
});

test("register() rejects with the worker's error as a DOMException", async () => {
  const { browser, sync } = await openPage(workerThat({ ack: 1 }, { error: { name: 'UnknownError', message: 'no' } }));
  const seen = outcomeOf(sync.register('outbox'));
  await browser.settle();
  assert.ok(seen.error instanceof DOMException);
  assert.deepEqual([seen.error.name, seen.error.message], ['UnknownError', 'no']);
});

test('C10: register() rejects with InvalidStateError without an active worker, and getTags() lists nothing', async () => {
  const { browser, sync } = await openPage(null);
  const seen = [outcomeOf(sync.register('outbox')), outcomeOf(sync.getTags())];
  await browser.settle();
  assert.equal(seen[0].error.name, 'InvalidStateError');
  assert.equal(seen[0].error.message, NO_ACTIVE_WORKER);
  assert.deepEqual([...seen[1].value], []);
});

test('C16: register() rejects if the worker does not acknowledge in 10 s, and says how to load the polyfill', async () => {
  const { browser, sync } = await openPage(workerThat());
  const seen = outcomeOf(sync.register('outbox'));
  await browser.advance(9_900);
  assert.deepEqual(seen, {});
  await browser.advance(200);
  assert.equal(seen.error.name, 'NotSupportedError');
  assert.match(seen.error.message, /background-sync-polyfill\/worker/);
});

test('C16: register() names skipWaiting() in its error if only the waiting worker acknowledges', async () => {
  const { browser, sync } = await openPage(workerThat());
  browser.waiting = workerThat({ ack: 1 }, { result: undefined });
  const seen = outcomeOf(sync.register('outbox'));
  await browser.advance(10_100);
  assert.deepEqual(browser.waiting.requests, [{ 'background-sync-polyfill': 1, type: 'hello' }]);
  assert.match(seen.error.message, /skipWaiting\(\)/);
});

test('C16: register() says how to load the polyfill if the waiting worker does not acknowledge, like the active one', async () => {
  const { browser, sync } = await openPage(workerThat());
  browser.waiting = workerThat();
  const seen = outcomeOf(sync.register('outbox'));
  await browser.advance(20_200);
  assert.match(seen.error.message, /background-sync-polyfill\/worker/);
});

test('C14: register() rejects with UnknownError if the worker acknowledges but gives no result in 30 s', async () => {
  const { browser, sync } = await openPage(workerThat({ ack: 1 }));
  const seen = outcomeOf(sync.register('outbox'));
  await browser.advance(29_900);
  assert.deepEqual(seen, {});
  await browser.advance(200);
  assert.equal(seen.error.name, 'UnknownError');
  assert.equal(seen.error.message, NO_RESULT.message);
});

test('C16: a worker that still activates has 30 s to acknowledge', async () => {
  const active = Object.assign(workerThat(), { state: 'activating' });
  const { browser, sync } = await openPage(active);
  const seen = outcomeOf(sync.register('outbox'));
  await browser.advance(29_900);
  assert.deepEqual(seen, {});
  active.ports[0].postMessage({ ack: 1 });
  active.ports[0].postMessage({ result: undefined });
  await browser.settle();
  assert.deepEqual(seen, { value: undefined });
});

for (const [when, messages] of Object.entries({
  'before it acknowledges': [],
  'before it gives a result': [{ ack: 1 }],
})) {
  test(`C53: register() asks the new worker if the worker is replaced ${when}`, async () => {
    const active = workerThat(...messages);
    const { browser, sync } = await openPage(active);
    const seen = outcomeOf(sync.register('outbox'));
    await browser.settle();
    active.state = 'redundant';
    active.dispatchEvent({ type: 'statechange' });
    await browser.advance(500);
    browser.active = workerThat({ ack: 1 }, { result: undefined });
    await browser.advance(100);
    assert.deepEqual(seen, { value: undefined });
    assert.equal(browser.active.requests[0].tag, 'outbox');
  });
}

test('C53: register() rejects with InvalidStateError if no worker is active a second after the worker became redundant', async () => {
  const active = workerThat();
  const { browser, sync } = await openPage(active);
  const seen = outcomeOf(sync.register('outbox'));
  await browser.settle();
  active.state = 'redundant';
  active.dispatchEvent({ type: 'statechange' });
  await browser.advance(900);
  assert.deepEqual(seen, {});
  await browser.advance(200);
  assert.equal(seen.error.name, 'InvalidStateError');
});

test('C11: register() rejects and getTags() lists nothing in a page with option disabled, and no worker is asked', async () => {
  const active = workerThat({ ack: 1 });
  const { browser, sync } = await openPage(active, { options: { disabled: true } });
  const seen = [outcomeOf(sync.register('outbox')), outcomeOf(sync.getTags())];
  await browser.settle();
  assert.equal(seen[0].error.name, 'NotAllowedError');
  assert.deepEqual([...seen[1].value], []);
  assert.deepEqual(active.requests, []);
});

/**
 * Sends a request that the worker acknowledges after so many milliseconds. `told` counts the calls of
 * onLateAck.
 */
async function lateAck(milliseconds, onLateAck = true) {
  const active = workerThat();
  const { browser, page } = await openPage(active);
  const { request } = await page.load('shared/request.js');
  const late = { told: 0, active, browser };
  late.seen = outcomeOf(request(page.registration, 'wake', {}, onLateAck ? () => late.told++ : undefined));
  await browser.advance(milliseconds);
  active.ports[0].postMessage({ ack: 1 });
  await browser.settle();
  return late;
}

const closed = ({ active }) => active.ports[0].other.closed;

test('request() calls onLateAck if the acknowledgement arrives after the request was given up', async () => {
  const late = await lateAck(12_000);
  assert.equal(late.seen.error.name, 'NotSupportedError');
  assert.equal(late.told, 1);
  assert.equal(closed(late), true);
  late.active.ports[0].postMessage({ result: undefined });
  await late.browser.advance(600_000);
  assert.equal(late.told, 1);
});

test('request() does not call onLateAck for an acknowledgement in time', async () => {
  assert.equal((await lateAck(9_900)).told, 0);
});

test('request() waits 5 minutes for a late acknowledgement, and then closes its port', async () => {
  const heard = await lateAck(309_900);
  assert.equal(heard.told, 1);
  const missed = await lateAck(310_100);
  assert.equal(missed.told, 0);
  assert.equal(closed(missed), true);
});

test('request() without onLateAck closes its port when it gives up', async () => {
  assert.equal(closed(await lateAck(10_100, false)), true);
});

test('request() stops waiting for a late acknowledgement when the worker is replaced', async () => {
  const active = workerThat();
  const { browser, page } = await openPage(active);
  const { request } = await page.load('shared/request.js');
  outcomeOf(request(page.registration, 'wake', {}, () => {}));
  await browser.advance(12_000);
  active.state = 'redundant';
  active.dispatchEvent({ type: 'statechange' });
  assert.equal(closed({ active }), true);
  assert.deepEqual(active.listened, []);
});

test('request() calls onLateAck for the worker that replaced another, too', async () => {
  const { browser, page } = await openPage(Object.assign(workerThat(), { state: 'redundant' }));
  const { request } = await page.load('shared/request.js');
  let told = 0;
  const { active } = browser;
  outcomeOf(request(page.registration, 'wake', {}, () => told++));
  await browser.settle();
  browser.active = workerThat();
  active.dispatchEvent({ type: 'statechange' });
  await browser.advance(12_000);
  browser.active.ports[0].postMessage({ ack: 1 });
  await browser.settle();
  assert.equal(told, 1);
});
