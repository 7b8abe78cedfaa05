// The requests of pages to the worker.

import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_RESULT } from '../../../js/shared/errors.js';
import { Browser } from '../fake/browser.mjs';

const DATABASE_FAILS = Object.assign(new Error('Background Sync is disabled.'), { name: 'UnknownError' });

test('C18: register() is acknowledged, then answered, and only then the event fires', async () => {
  const worker = await new Browser().startWorker();
  let answeredBefore;
  worker.addEventListener('sync', () => (answeredBefore = worker.answers.length === 2));
  const { answers } = await worker.request('register', { tag: 'outbox' });
  assert.deepEqual(answers, [{ ack: 1 }, { result: undefined }]);
  assert.deepEqual(worker.core.calls, ['register outbox', 'wakeTag outbox']);
  assert.equal(answeredBefore, true);
});

for (const [who, source] of Object.entries({
  'a nested frame': { frameType: 'nested' },
  'a dedicated worker': { frameType: 'none' },
  'a service worker': {},
  'a client that the browser does not name': null,
})) {
  test(`C12: register() of ${who} rejects while no window is open, and stores the tag while a window is open`, async () => {
    const worker = await new Browser().startWorker();
    Object.assign(worker, { source, windows: [{ frameType: 'nested' }] });
    const refused = await worker.request('register', { tag: 'outbox' });
    assert.equal(refused.answers[1].error.name, 'InvalidAccessError');
    assert.deepEqual(worker.core.calls, []);
    worker.windows.push({ frameType: 'auxiliary' });
    const { answers } = await worker.request('register', { tag: 'outbox' });
    assert.deepEqual(answers[1], { result: undefined });
  });
}

for (const frameType of ['top-level', 'auxiliary']) {
  test(`C12: register() of a ${frameType} window stores the tag without clients.matchAll(), since that window is open`, async () => {
    const worker = await new Browser().startWorker();
    worker.source = { frameType };
    worker.global.clients.matchAll = () => assert.fail('the windows were looked at');
    const { answers } = await worker.request('register', { tag: 'outbox' });
    assert.deepEqual(answers[1], { result: undefined });
  });
}

test('C19: getTags() of a frame lists a tag whose register() has not resolved yet', async () => {
  const worker = await new Browser().startWorker();
  worker.source = { frameType: 'nested' };
  const register = worker.request('register', { tag: 'outbox' });
  const getTags = worker.request('getTags');
  await register;
  assert.deepEqual((await getTags).answers[1], { result: ['outbox'] });
});

test('C30: a tag that is registered online fires once', async () => {
  const worker = await new Browser().startWorker();
  const events = worker.syncEvents();
  await worker.request('register', { tag: 'outbox' });
  assert.deepEqual(
    events.map(({ tag, lastChance }) => [tag, lastChance]),
    [['outbox', false]],
  );
  events[0].succeed();
  await worker.browser.settle();
  assert.equal(events.length, 1);
});

test('getTags() is answered with the stored tags, and does not wake the core', async () => {
  const worker = await new Browser().startWorker();
  await worker.core.store('outbox');
  const { answers } = await worker.request('getTags');
  assert.deepEqual(answers, [{ ack: 1 }, { result: ['outbox'] }]);
  assert.deepEqual(worker.core.calls, ['getTags']);
});

test('a hello request is acknowledged and starts no core', async () => {
  const worker = await new Browser().startWorker();
  const { answers } = await worker.request('hello');
  assert.deepEqual(answers, [{ ack: 1 }, { result: undefined }]);
  assert.equal(worker.core.starts, 0);
});

test('a wake request without a stored tag starts no core', async () => {
  const worker = await new Browser().startWorker();
  const { answers, event } = await worker.request('wake');
  assert.deepEqual(answers, [{ ack: 1 }, { result: { running: false, due: undefined, backOff: undefined } }]);
  assert.equal(worker.core.starts, 0);
  assert.equal(event.keptAlive, false);
});

test('a request of another protocol version is answered with the advice to serve both scripts from one release', async () => {
  const worker = await new Browser().startWorker();
  const { answers } = await worker.request('register', { 'background-sync-polyfill': 2, tag: 'outbox' });
  assert.equal(answers[1].error.name, 'NotSupportedError');
  assert.match(answers[1].error.message, /page.*service worker.*release/);
  assert.deepEqual(worker.core.calls, []);
});

test('a request of an unknown type is answered with NotSupportedError, even if objects have a member of that name', async () => {
  const worker = await new Browser().startWorker();
  for (const type of ['nothing', 'toString', undefined]) {
    const { answers } = await worker.request(type);
    assert.equal(answers[1].error.name, 'NotSupportedError');
  }
});

test("the app's message listeners get every message but the polyfill's requests", async () => {
  const worker = await new Browser().startWorker();
  const seen = [];
  worker.addEventListener('message', ({ data }) => seen.push(data));
  await worker.request('getTags');
  worker.deliver('message', { data: 'a message of the app', ports: [] });
  worker.deliver('message', { data: { 'background-sync-polyfill': 1 }, ports: [] });
  assert.deepEqual(seen, ['a message of the app', { 'background-sync-polyfill': 1 }]);
});

test("C14: register() rejects with the core's error if the tag cannot be stored, and the core is still woken", async () => {
  const worker = await new Browser().startWorker();
  worker.core.register = async () => {
    throw DATABASE_FAILS;
  };
  const { answers } = await worker.request('register', { tag: 'outbox' });
  assert.deepEqual(answers[1], { error: { name: 'UnknownError', message: 'Background Sync is disabled.' } });
  await worker.core.store('outbox');
  await worker.browser.settle();
  assert.deepEqual(worker.core.calls, ['register outbox', 'wake']);
  assert.match(worker.console.join(), /the test/);
});

test('C14: a request that the core does not answer in 30 s is rejected, and keeps the worker alive for 25 s at most', async () => {
  const worker = await new Browser().startWorker();
  worker.core.register = () => new Promise(() => {});
  const { answers, event } = await worker.request('register', { tag: 'outbox' });
  await worker.browser.advance(24_900);
  assert.equal(event.keptAlive, true);
  await worker.browser.advance(200);
  assert.equal(event.keptAlive, false);
  await worker.browser.advance(4_700);
  assert.equal(answers.length, 1);
  await worker.browser.advance(300);
  assert.equal(answers[1].error.name, 'UnknownError');
  assert.equal(answers[1].error.message, NO_RESULT.message);
});

test('C14: a tag that is stored after its register() was rejected still fires', async () => {
  const worker = await new Browser().startWorker();
  const events = worker.syncEvents();
  let store;
  worker.core.register = (tag) => new Promise((resolve) => (store = () => worker.core.store(tag).then(resolve)));
  const { answers } = await worker.request('register', { tag: 'outbox' });
  await worker.browser.advance(35_000);
  assert.equal(answers[1].error.name, 'UnknownError');
  assert.equal(events.length, 0);
  await store();
  await worker.browser.settle();
  assert.equal(events.length, 1);
});

test('a wake request is kept alive while an event runs, for 25 s at most, and its answer says whether an event still runs', async () => {
  const worker = await new Browser().startWorker();
  const events = worker.syncEvents();
  await worker.core.store('outbox');
  const first = await worker.request('wake');
  await worker.browser.advance(24_900);
  assert.deepEqual(first.answers, [{ ack: 1 }]);
  await worker.browser.advance(200);
  assert.equal(first.answers[1].result.running, true);
  assert.equal(first.event.keptAlive, false);

  const second = await worker.request('wake');
  assert.equal(second.event.keptAlive, true);
  events[0].succeed();
  await worker.browser.settle();
  assert.equal(second.answers[1].result.running, false);
  assert.equal(second.event.keptAlive, false);
});

test("a register request keeps the worker alive while the tag's event runs", async () => {
  const worker = await new Browser().startWorker();
  const events = worker.syncEvents();
  const { event } = await worker.request('register', { tag: 'outbox' });
  await worker.browser.advance(10_000);
  assert.equal(event.keptAlive, true);
  events[0].succeed();
  await worker.browser.settle();
  assert.equal(event.keptAlive, false);
});

test('C11: a worker with option disabled refuses to register, lists no tags, and starts no core', async () => {
  const worker = await new Browser().startWorker({ options: { disabled: true } });
  await worker.core.store('outbox');
  const answers = [];
  for (const type of ['register', 'getTags', 'wake'])
    answers.push((await worker.request(type, { tag: 'x' })).answers[1]);
  assert.equal(answers[0].error.name, 'NotAllowedError');
  assert.deepEqual(answers.slice(1), [{ result: [] }, { result: { running: false } }]);
  assert.equal(worker.core.starts, 0);
});
