// waitAtMost() and rejectAfter(): promises with a time limit.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Clock } from '../fake/clock.mjs';
import { Realm } from '../fake/realm.mjs';
import { outcomeOf } from '../fake/outcome.mjs';

/** Loads the module with a clock. `timers` has the timers that are set. */
async function load() {
  const clock = new Clock();
  const timers = new Set();
  const globals = clock.globals(() => true);
  const { setTimeout, clearTimeout } = globals;
  globals.setTimeout = (f, delay) => {
    const timer = setTimeout(() => (timers.delete(timer), f()), delay);
    timers.add(timer);
    return timer;
  };
  globals.clearTimeout = (timer) => (timers.delete(timer), clearTimeout(timer));
  return { clock, timers, ...(await new Realm(globals).import('shared/timeout.js')) };
}

const never = () => new Promise(() => {});

for (const [how, promise] of Object.entries({
  fulfilled: () => Promise.resolve('a value'),
  rejected: () => Promise.reject(new Error('the test')),
})) {
  test(`waitAtMost resolves with undefined as soon as the promise is ${how}, and clears its timer`, async () => {
    const { clock, timers, waitAtMost } = await load();
    const result = outcomeOf(waitAtMost(1_000, promise()));
    assert.equal(timers.size, 1);
    await clock.advance(0);
    assert.deepEqual(result, { value: undefined });
    assert.equal(timers.size, 0);
  });
}

test('waitAtMost resolves with undefined at its time limit, not before', async () => {
  const { clock, waitAtMost } = await load();
  const result = outcomeOf(waitAtMost(1_000, never()));
  await clock.advance(999);
  assert.deepEqual(result, {});
  await clock.advance(1);
  assert.deepEqual(result, { value: undefined });
});

test('waitAtMost handles a rejection that comes after the time limit', async () => {
  const { clock, waitAtMost } = await load();
  const unhandled = [];
  const note = (reason) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  let fail;
  const result = outcomeOf(waitAtMost(1_000, new Promise((_resolve, reject) => (fail = reject))));
  await clock.advance(1_000);
  assert.deepEqual(result, { value: undefined });
  fail(new Error('too late'));
  await clock.advance(1);
  process.off('unhandledRejection', note);
  assert.deepEqual(unhandled, []);
});

test('rejectAfter resolves with the value of the promise, and clears its timer', async () => {
  const { clock, timers, rejectAfter } = await load();
  const result = outcomeOf(rejectAfter(1_000, Promise.resolve('a value'), () => new Error('late')));
  assert.equal(timers.size, 1);
  await clock.advance(0);
  assert.deepEqual(result, { value: 'a value' });
  assert.equal(timers.size, 0);
});

test('rejectAfter rejects with the reason of the promise, and clears its timer', async () => {
  const { clock, timers, rejectAfter } = await load();
  const reason = new Error('the test');
  const result = outcomeOf(rejectAfter(1_000, Promise.reject(reason), () => new Error('late')));
  await clock.advance(0);
  assert.equal(result.error, reason);
  assert.equal(timers.size, 0);
});

test('rejectAfter rejects with what makeError returns at its time limit, not before', async () => {
  const { clock, rejectAfter } = await load();
  const late = new Error('late');
  const result = outcomeOf(rejectAfter(1_000, never(), () => late));
  await clock.advance(999);
  assert.deepEqual(result, {});
  await clock.advance(1);
  assert.equal(result.error, late);
});

test('rejectAfter makes no error for a promise that settles in time', async () => {
  const { clock, rejectAfter } = await load();
  let made = 0;
  const result = outcomeOf(rejectAfter(1_000, Promise.resolve(), () => made++));
  await clock.advance(2_000);
  assert.deepEqual(result, { value: undefined });
  assert.equal(made, 0);
});
