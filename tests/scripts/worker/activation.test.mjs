// A worker fires no event before its activation has ended.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { outcomeOf } from '../fake/outcome.mjs';
import { startWithStoredTag } from './start-with-stored-tag.mjs';

for (const type of ['register', 'wake']) {
  test(`C71: a ${type} request during activate fires nothing until activate has ended`, async () => {
    const { browser, worker, events } = await startWithStoredTag();
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
  const registered = outcomeOf(worker.registration.sync.register('outbox'));
  await browser.settle();
  assert.deepEqual(registered, { value: undefined });
  assert.equal(events.length, 0);
  await activated();
  assert.equal(events.length, 1);
});

test('C71: a network that returns while an update activates fires the tag only when the activation has ended', async () => {
  const { browser, worker: former, events: none } = await startWithStoredTag();
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

test('C71: a worker that gets a tag during activate names a due time, since the worker may end before activate does', async () => {
  const browser = new Browser();
  const worker = await browser.startWorker({ place: 'installing' });
  const told = worker.messagesToPages();
  const activated = await browser.activate(worker);
  await worker.request('register', { tag: 'outbox' });
  assert.ok(told.at(-1).wakeMeAt <= browser.clock.now + 20_000);
  await activated();
  assert.equal(told.at(-1).wakeMeAt, undefined);
});

test('C71: a worker that is started again during its activation fires when the activation has ended', async () => {
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

test('C53: a worker fires the stored tags when its activation ends, without any other wake-up', async () => {
  const { browser, worker: former } = await startWithStoredTag();
  former.stop();
  const worker = await browser.startWorker({ place: 'waiting' });
  browser.active = former.serviceWorker;
  const events = worker.syncEvents();
  const activated = await browser.activate(worker);
  await activated();
  assert.equal(events.length, 1);
});
