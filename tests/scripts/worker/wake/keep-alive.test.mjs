// KeepAlive: how long an event of the browser is kept alive, and the answer to a page.

import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyWorker, recorder } from './empty-worker.mjs';

test("wakeForPage() resolves when nothing runs any more, with the due time and the back-off, and passes the page's back-off on", async () => {
  const { browser, worker } = emptyWorker();
  const { KeepAlive } = await worker.load('worker/wake/keep-alive.js');
  const waker = { wake: recorder(async () => {}) };
  let end;
  const firings = { running: true, whenIdle: () => new Promise((resolve) => (end = resolve)) };
  const scheduler = { resumeBackOff: recorder(), due: 42, backOff: 40_000 };
  const keepAlive = new KeepAlive(waker, firings, scheduler);
  let answer;
  void keepAlive.wakeForPage({ backOff: 80_000 }).then((result) => (answer = result));
  await browser.settle();
  assert.equal(answer, undefined);
  firings.running = false;
  end();
  await browser.settle();
  assert.deepEqual({ ...answer }, { running: false, due: 42, backOff: 40_000 });
  assert.deepEqual(scheduler.resumeBackOff.calls, [[80_000]]);
  assert.equal(waker.wake.calls.length, 1);
});
