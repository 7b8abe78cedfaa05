// Scheduler: every time at which the worker wants to be woken, and the back-off.

import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyWorker, recorder } from './empty-worker.mjs';

async function createScheduler() {
  const { browser, worker } = emptyWorker();
  const { Scheduler } = await worker.load('worker/wake/scheduler.js');
  const wake = recorder();
  const announce = recorder();
  const scheduler = new Scheduler(wake, announce);
  const dueIn = () => scheduler.due && scheduler.due - browser.clock.now;
  return { browser, scheduler, wake, announce, dueIn };
}

test('a new Scheduler has no due time', async () => {
  const { scheduler } = await createScheduler();
  assert.equal(scheduler.due, undefined);
});

test('an alarm is announced, wakes the core once at its time, and is then over', async () => {
  const { browser, scheduler, wake, announce, dueIn } = await createScheduler();
  scheduler.setAlarm(1_000);
  assert.equal(dueIn(), 1_000);
  assert.deepEqual(announce.calls, [[scheduler.due, undefined]]);
  await browser.advance(999);
  assert.equal(wake.calls.length, 0);
  await browser.advance(1);
  assert.equal(wake.calls.length, 1);
  assert.equal(scheduler.due, undefined);
  await browser.advance(10_000);
  assert.equal(wake.calls.length, 1);
});

test('an alarm replaces the alarm before, whether that was earlier or later', async () => {
  const { browser, scheduler, wake, dueIn } = await createScheduler();
  scheduler.setAlarm(1_000);
  scheduler.setAlarm(5_000);
  assert.equal(dueIn(), 5_000);
  scheduler.setAlarm(2_000);
  assert.equal(dueIn(), 2_000);
  await browser.advance(10_000);
  assert.equal(wake.calls.length, 1);
});

test('an alarm whose time has passed wakes the core at once and is not announced', async () => {
  const { browser, scheduler, wake, announce } = await createScheduler();
  scheduler.setAlarm(-1_000);
  assert.deepEqual(announce.calls, [[undefined, undefined]]);
  await browser.settle();
  assert.equal(wake.calls.length, 1);
});

test('the due time is the earlier of an alarm and a retry', async () => {
  const { browser, scheduler, wake, dueIn } = await createScheduler();
  scheduler.setAlarm(60_000);
  scheduler.retryLater();
  assert.equal(dueIn(), 20_000);
  await browser.advance(20_000);
  assert.equal(wake.calls.length, 1);
  assert.equal(dueIn(), 40_000);
  await browser.advance(40_000);
  assert.equal(wake.calls.length, 2);
});

test('the back-off doubles from 20 s to 5 min', async () => {
  const { browser, scheduler, dueIn } = await createScheduler();
  const waits = [];
  for (let i = 0; i < 7; i++) {
    scheduler.retryLater();
    waits.push(dueIn() / 1_000);
    await browser.advance(dueIn());
  }
  assert.deepEqual(waits, [20, 40, 80, 160, 300, 300, 300]);
});

test('an attempt that succeeds cancels the retry and ends the back-off', async () => {
  const { browser, scheduler, wake, dueIn } = await createScheduler();
  scheduler.retryLater();
  await browser.advance(20_000);
  scheduler.retryLater();
  scheduler.startAttempt()();
  assert.equal(scheduler.due, undefined);
  await browser.advance(60_000);
  assert.equal(wake.calls.length, 1);
  scheduler.retryLater();
  assert.equal(dueIn(), 20_000);
});

test('an attempt that succeeds does not cancel the alarm', async () => {
  const { scheduler, dueIn } = await createScheduler();
  scheduler.setAlarm(60_000);
  scheduler.startAttempt()();
  assert.equal(dueIn(), 60_000);
});

test('an attempt that began before the latest failure does not cancel the retry', async () => {
  const { scheduler, dueIn } = await createScheduler();
  const succeeded = scheduler.startAttempt();
  scheduler.retryLater();
  succeeded();
  assert.equal(dueIn(), 20_000);
});

test('a due time is announced with the next back-off once that is longer than 20 s', async () => {
  const { browser, scheduler, announce } = await createScheduler();
  scheduler.setAlarm(1_000_000);
  scheduler.retryLater();
  await browser.advance(20_000);
  scheduler.retryLater();
  assert.deepEqual(
    announce.calls.map(([, backOff]) => backOff),
    [undefined, 40_000, 80_000],
  );
  assert.equal(scheduler.backOff, 80_000);
});

test('an alarm is announced with the back-off, since pages would lose the back-off otherwise', async () => {
  const { scheduler, announce } = await createScheduler();
  scheduler.retryLater();
  scheduler.setAlarm(1_000);
  assert.deepEqual(announce.calls.at(-1), [scheduler.due, 40_000]);
});

test('the end of the back-off is announced once', async () => {
  const { scheduler, announce } = await createScheduler();
  scheduler.retryLater();
  scheduler.startAttempt()();
  scheduler.startAttempt()();
  assert.deepEqual(announce.calls.slice(1), [[undefined, undefined]]);
});

test('a Scheduler continues with the longer of its own back-off and that of an earlier worker', async () => {
  const { browser, scheduler, dueIn } = await createScheduler();
  scheduler.resumeBackOff(80_000);
  scheduler.retryLater();
  assert.equal(dueIn(), 80_000);
  await browser.advance(80_000);
  scheduler.resumeBackOff(40_000);
  scheduler.retryLater();
  assert.equal(dueIn(), 160_000);
});

test('a back-off that a page brings is ignored if no worker can have had it', async () => {
  const { scheduler } = await createScheduler();
  for (const backOff of [19_999, -1, 300_001, Infinity, -Infinity, NaN, '80000', [80_000], null, undefined]) {
    scheduler.resumeBackOff(backOff);
    assert.equal(scheduler.backOff, undefined, String(backOff));
  }
  scheduler.resumeBackOff(300_000);
  assert.equal(scheduler.backOff, 300_000);
});
