// register() and getTags() that are called in the worker.

import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_RESULT } from '../../../js/shared/errors.js';
import { Browser } from '../fake/browser.mjs';
import { ServiceWorker } from '../fake/registration.mjs';
import { outcomeOf } from '../fake/outcome.mjs';

async function startWorker() {
  const browser = new Browser();
  const worker = await browser.startWorker();
  return { browser, worker, sync: worker.registration.sync, events: worker.syncEvents() };
}

test('C17: register() in the worker stores the tag, and its event fires', async () => {
  const { browser, worker, sync, events } = await startWorker();
  const seen = outcomeOf(sync.register('outbox'));
  await browser.settle();
  assert.deepEqual(seen, { value: undefined });
  assert.deepEqual(worker.core.calls, ['register outbox', 'wakeTag outbox']);
  assert.equal(events.length, 1);
});

for (const [what, windows] of Object.entries({ 'no window': [], 'a nested frame alone': [{ frameType: 'nested' }] })) {
  test(`C12: register() in the worker rejects with InvalidAccessError while ${what} is open`, async () => {
    const { browser, worker, sync } = await startWorker();
    worker.windows = windows;
    const seen = outcomeOf(sync.register('outbox'));
    await browser.settle();
    assert.equal(seen.error.name, 'InvalidAccessError');
    assert.deepEqual(worker.core.calls, []);
  });
}

test('C10: register() in a worker whose registration has no active worker rejects with InvalidStateError', async () => {
  const { browser, worker, sync } = await startWorker();
  browser.active = null;
  const seen = outcomeOf(sync.register('outbox'));
  await browser.settle();
  assert.equal(seen.error.name, 'InvalidStateError');
  assert.deepEqual(worker.core.calls, []);
});

test('C14: register() in the worker rejects after 30 s without a result, and a tag that is stored later still fires', async () => {
  const { browser, worker, sync, events } = await startWorker();
  let store;
  worker.core.register = (tag) => new Promise((resolve) => (store = () => worker.core.store(tag).then(resolve)));
  const seen = outcomeOf(sync.register('outbox'));
  await browser.advance(29_900);
  assert.deepEqual(seen, {});
  await browser.advance(200);
  assert.equal(seen.error.name, 'UnknownError');
  assert.equal(seen.error.message, NO_RESULT.message);
  await store();
  await browser.settle();
  assert.equal(events.length, 1);
});

test('C14: register() in the worker wakes the core even if the tag cannot be stored, since an earlier tag may be stored', async () => {
  const { browser, worker, sync } = await startWorker();
  await worker.core.store('earlier');
  worker.core.register = async () => {
    throw Object.assign(new Error('the disk is full'), { name: 'UnknownError' });
  };
  const seen = outcomeOf(sync.register('outbox'));
  await browser.settle();
  assert.equal(seen.error.message, 'the disk is full');
  assert.deepEqual(worker.core.calls, ['register outbox', 'wake']);
});

test('C19: getTags() in the worker lists the stored tags, and rejects after 30 s without a result', async () => {
  const { browser, worker, sync } = await startWorker();
  await worker.core.store('outbox');
  const listed = outcomeOf(sync.getTags());
  await browser.settle();
  assert.deepEqual(listed, { value: ['outbox'] });
  worker.core.getTags = () => new Promise(() => {});
  const late = outcomeOf(sync.getTags());
  await browser.advance(30_100);
  assert.equal(late.error.name, 'UnknownError');
});

test('C19: getTags() in the worker lists a tag whose register() has not resolved yet', async () => {
  const { browser, worker, sync } = await startWorker();
  void sync.register('outbox');
  const listed = outcomeOf(sync.getTags());
  await browser.settle();
  assert.deepEqual(worker.core.calls.slice(0, 2), ['register outbox', 'getTags']);
  assert.deepEqual(listed, { value: ['outbox'] });
});

test('C20: calls for another registration go to the worker of that registration', async () => {
  const { browser, worker } = await startWorker();
  const requests = [];
  const active = new ServiceWorker(({ type, tag }, [port]) => {
    requests.push([type, tag]);
    port.postMessage({ ack: 1 });
    port.postMessage({ result: type === 'getTags' ? ['theirs'] : undefined });
  });
  const { createBackend } = await worker.load('worker/backend.js');
  const other = { scope: 'https://app.example/other/', active };
  const backend = createBackend({ calls: {}, waker: {} });
  const seen = [outcomeOf(backend.register(other, 'outbox')), outcomeOf(backend.getTags(other))];
  await browser.settle();
  assert.deepEqual(requests, [
    ['register', 'outbox'],
    ['getTags', undefined],
  ]);
  assert.deepEqual(seen, [{ value: undefined }, { value: ['theirs'] }]);
  assert.deepEqual(worker.core.calls, []);
});
