// Calls: the order in which calls reach the core, and the check that a window is open.

import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_RESULT } from '../../../js/shared/errors.js';
import { Browser } from '../fake/browser.mjs';
import { Worker } from '../fake/worker.mjs';
import { outcomeOf } from '../fake/outcome.mjs';

const WINDOW = { frameType: 'top-level' };
const FRAME = { frameType: 'nested' };

/**
 * Makes the Calls of a worker, to a core that never answers. Each call that reaches the core is
 * added to `reached`. For each clients.matchAll() a function that answers it is added to `looks`.
 */
async function start() {
  const browser = new Browser();
  const worker = new Worker(browser);
  const reached = [];
  const looks = [];
  const core = {
    call(...call) {
      reached.push(call.join(' '));
      return new Promise(() => {});
    },
  };
  const { Calls } = await worker.load('worker/calls.js');
  worker.global.clients.matchAll = () =>
    new Promise((resolve, reject) =>
      looks.push((windows) => (windows instanceof Error ? reject(windows) : resolve(windows))),
    );
  return { browser, calls: new Calls(core), reached, looks };
}

test('C19: calls reach the core in the order in which they were made, even if clients.matchAll() answers in another order', async () => {
  const { browser, calls, reached, looks } = await start();
  void calls.register('first');
  void calls.register('second', FRAME);
  void calls.getTags(FRAME);
  void calls.register('third', null);
  looks[2]([WINDOW]);
  looks[1]([WINDOW]);
  await browser.settle();
  assert.deepEqual(reached, []);
  looks[0]([WINDOW]);
  await browser.settle();
  assert.deepEqual(reached, ['register first', 'register second', 'getTags', 'register third']);
});

test('C22: a call does not wait for the answer to the call before it', async () => {
  const { browser, calls, reached, looks } = await start();
  for (let i = 0; i < 1_000; i++) void calls.register(`tag ${i}`);
  for (const answer of looks) answer([WINDOW]);
  await browser.settle();
  assert.equal(reached.length, 1_000);
});

test('C12: a refused call does not hold up later calls, and the calls before it stay first', async () => {
  const { browser, calls, reached, looks } = await start();
  void calls.register('before');
  const refused = [outcomeOf(calls.register('refused')), outcomeOf(calls.register('failed'))];
  void calls.getTags();
  looks[1]([FRAME]);
  looks[2](new TypeError('not now'));
  await browser.settle();
  assert.deepEqual([reached, refused], [[], [{}, {}]]);
  looks[0]([WINDOW]);
  await browser.settle();
  assert.deepEqual(reached, ['register before', 'getTags']);
  assert.deepEqual(
    refused.map(({ error }) => error.name),
    ['InvalidAccessError', 'TypeError'],
  );
});

test('C14: a call is rejected if clients.matchAll() does not answer in 10 s, and later calls then reach the core', async () => {
  const { browser, calls, reached, looks } = await start();
  const stuck = outcomeOf(calls.register('stuck'));
  void calls.register('later');
  looks[1]([WINDOW]);
  await browser.advance(9_900);
  assert.deepEqual([reached, stuck], [[], {}]);
  await browser.advance(200);
  assert.deepEqual(reached, ['register later']);
  assert.equal(stuck.error.name, 'UnknownError');
  assert.equal(stuck.error.message, NO_RESULT.message);
});

test('C12: a call of a window does not wait for clients.matchAll(), even behind a call of a frame that does', async () => {
  const { browser, calls, reached, looks } = await start();
  void calls.register('of the frame', FRAME);
  void calls.register('of the window', WINDOW);
  void calls.getTags(WINDOW);
  await browser.settle();
  assert.deepEqual(reached, ['register of the window', 'getTags']);
  assert.equal(looks.length, 1);
});
