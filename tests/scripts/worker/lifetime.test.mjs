// Lifetime: the promises that extend a SyncEvent, and the event's outcome.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trusted } from '../fake/events.mjs';
import { syncEventScope } from './sync-event-scope.mjs';

const invalidState = { name: 'InvalidStateError' };

test('C30: an event succeeds when the promise of waitUntil fulfils, not before', async () => {
  const { clock, fire } = await syncEventScope();
  let succeed;
  const outcome = fire((event) => event.waitUntil(new Promise((resolve) => (succeed = resolve))));
  await clock.advance(60_000);
  assert.equal(outcome.ended, false);
  succeed('a value');
  await clock.advance(0);
  assert.deepEqual(outcome, { ended: true, reason: undefined });
});

test('C39: an event with several promises ends when all have settled, and its reason is the first rejection', async () => {
  const { settle, fire } = await syncEventScope();
  const settlers = [];
  const outcome = fire((event) => {
    for (let i = 0; i < 3; i++) event.waitUntil(new Promise((succeed, fail) => settlers.push({ succeed, fail })));
  });
  settlers[1].fail(new Error('first'));
  await settle();
  settlers[0].fail(new Error('second'));
  await settle();
  assert.equal(outcome.ended, false);
  settlers[2].succeed();
  await settle();
  assert.deepEqual(outcome, { ended: true, reason: 'Error: first' });
});

test('C40: waitUntil is accepted late, while another promise is pending', async () => {
  const { settle, fire } = await syncEventScope();
  let event;
  let succeed;
  let fail;
  const outcome = fire((fired) => {
    event = fired;
    event.waitUntil(new Promise((resolve) => (succeed = resolve)));
  });
  await settle();
  event.waitUntil(new Promise((_resolve, reject) => (fail = reject)));
  succeed();
  await settle();
  assert.equal(outcome.ended, false);
  fail('late');
  await settle();
  assert.deepEqual(outcome, { ended: true, reason: 'late' });
});

test('C40: waitUntil throws InvalidStateError once no promise is pending', async () => {
  const { settle, fire } = await syncEventScope();
  let event;
  fire((fired) => (event = fired).waitUntil(Promise.resolve()));
  await settle();
  assert.throws(() => event.waitUntil(Promise.resolve()), invalidState);
});

test('C40: waitUntil is accepted in the microtasks of a listener, but not in a timer that the listener sets', async () => {
  const { settle, fire, global } = await syncEventScope();
  let thrown;
  const outcome = fire(async (event) => {
    for (let i = 0; i < 20; i++) await null;
    event.waitUntil(Promise.reject(new Error('of a microtask')));
  });
  fire((event) => {
    global.setTimeout(() => {
      try {
        event.waitUntil(Promise.resolve());
      } catch (error) {
        thrown = error;
      }
    });
  });
  await settle();
  assert.deepEqual(outcome, { ended: true, reason: 'Error: of a microtask' });
  assert.equal(thrown?.name, 'InvalidStateError');
});

test('C40: waitUntil is accepted in a reaction to the last pending promise', async () => {
  const { settle, fire, Promise } = await syncEventScope();
  let succeed;
  let event;
  const outcome = fire((fired) => {
    event = fired;
    const sent = new Promise((resolve) => (succeed = resolve));
    event.waitUntil(sent);
    sent.then(() => event.waitUntil(new Promise(() => {})));
  });
  await settle();
  succeed();
  await settle();
  assert.equal(outcome.ended, false);
});

test('C41: waitUntil of a SyncEvent that the app has constructed throws InvalidStateError, even while another SyncEvent is fired', async () => {
  const { fire, global, settle } = await syncEventScope();
  const made = () => new global.SyncEvent('sync', { tag: 'outbox' });
  assert.throws(() => made().waitUntil(Promise.resolve()), invalidState);
  let checked = false;
  fire(() => {
    assert.throws(() => made().waitUntil(Promise.resolve()), invalidState);
    checked = true;
  });
  await settle();
  assert.equal(checked, true);
});

test('waitUntil of a push event is the native method, which gets the promise', async () => {
  const { global, settle } = await syncEventScope();
  const event = trusted(new global.ExtendableEvent('push'), { dispatching: true });
  event.waitUntil(new Promise(() => {}));
  await settle();
  assert.equal(event.keptAlive, true);
});

test('ExtendableEvent.prototype.waitUntil extends a SyncEvent, and throws a TypeError without an argument', async () => {
  const { fire, global, settle, uncaught } = await syncEventScope();
  const { waitUntil } = global.ExtendableEvent.prototype;
  const outcome = fire((event) => {
    waitUntil.call(event, Promise.reject(new Error('borrowed')));
    event.waitUntil();
  });
  await settle();
  assert.deepEqual(outcome, { ended: true, reason: 'Error: borrowed' });
  assert.deepEqual(
    uncaught.map(({ name, message }) => [name, message]),
    [['TypeError', "Failed to execute 'waitUntil' on 'ExtendableEvent': 1 argument required, but only 0 present."]],
  );
});

for (const [what, listener] of Object.entries({
  'a handler calls no waitUntil': () => {},
  'a handler throws': () => {
    throw new Error('of the handler');
  },
  'a handler gives waitUntil a value that is not a promise': (event) => event.waitUntil('a string'),
  'an async handler rejects': async () => {
    throw new Error('of the handler');
  },
})) {
  test(`C42: an event succeeds if ${what}`, async () => {
    const { fire, settle, uncaught } = await syncEventScope();
    const outcome = fire((event) => void listener(event)?.catch(() => {}));
    await settle();
    assert.deepEqual(outcome, { ended: true, reason: undefined });
    assert.deepEqual(uncaught.map(String), what === 'a handler throws' ? ['Error: of the handler'] : []);
  });
}

for (const [what, reason, kept] of [
  ['that is an error is kept as a string', new TypeError('gone'), 'TypeError: gone'],
  ['of 1,000 characters is kept whole', 'x'.repeat(1_000), 'x'.repeat(1_000)],
  ['of 1,001 characters is cut to 1,000', `${'x'.repeat(1_000)}y`, 'x'.repeat(1_000)],
  ['that is an empty string is kept as Error', '', 'Error'],
  ['that is undefined is kept as a string', undefined, 'undefined'],
  ['that is a Symbol is kept as a string', Symbol('gone'), 'Symbol(gone)'],
  ['that cannot be made a string is kept as a sentence about that', Object.create(null), /string/],
]) {
  test(`a rejection reason ${what}`, async () => {
    const { fire, settle } = await syncEventScope();
    const outcome = fire((event) => event.waitUntil(Promise.reject(reason)));
    await settle();
    assert.equal(outcome.ended, true);
    if (kept instanceof RegExp) assert.match(outcome.reason, kept);
    else assert.equal(outcome.reason, kept);
  });
}
