// Option connectivityProbe (C63).

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';

/**
 * Starts a worker with a stored tag whose probe answers answer.value. The time of each probe is added
 * to `asked`.
 */
async function startWithProbe(value, options) {
  const browser = new Browser();
  const answer = { value };
  const asked = [];
  const connectivityProbe = () => {
    asked.push(browser.clock.now);
    return answer.value;
  };
  const worker = await browser.startWorker({ options: { connectivityProbe, ...options } });
  await worker.core.store('outbox');
  return { browser, worker, answer, asked, events: worker.syncEvents(), told: worker.messagesToPages() };
}

test('C63: nothing fires until the probe passes, and a failed probe is repeated after 20 s', async () => {
  const { browser, worker, answer, events, told } = await startWithProbe(false);
  const { event } = await worker.request('wake');
  assert.equal(events.length, 0);
  assert.equal(event.keptAlive, false);
  assert.deepEqual(worker.core.calls, []);
  assert.deepEqual(told, [{ wakeMeAt: told[0].wakeMeAt, backOff: 40_000 }]);
  answer.value = true;
  await browser.advance(20_100);
  assert.equal(events.length, 1);
});

for (const [what, failure] of Object.entries({
  throws: () => {
    throw new Error('not there');
  },
  rejects: () => Promise.reject(new Error('not there')),
  'never answers': () => new Promise(() => {}),
})) {
  test(`C63: a probe that ${what} counts as no network, and the console says so once`, async () => {
    const { browser, worker, events } = await startWithProbe(false, { connectivityProbe: failure });
    await worker.request('wake');
    await browser.advance(30_000);
    assert.equal(events.length, 0);
    assert.equal(worker.console.filter((line) => line.includes('connectivityProbe')).length, 1);
  });
}

test('C63: a probe URL is requested with HEAD and past all caches, and passes with a status of 200 to 299', async () => {
  const { browser, worker, events } = await startWithProbe(undefined, { connectivityProbe: '/online' });
  const core = worker.answerFetch;
  let status = 503;
  const inits = [];
  worker.answerFetch = async (url, init) => {
    if (url !== '/online') return core(url);
    inits.push({ ...init });
    return { ok: status < 300, status };
  };
  await worker.request('wake');
  assert.equal(events.length, 0);
  assert.deepEqual(inits, [{ method: 'HEAD', cache: 'no-store', redirect: 'error' }]);
  status = 204;
  await browser.advance(20_100);
  assert.equal(events.length, 1);
});

test('C63: the probe does not run while no tag is stored', async () => {
  const { worker, asked } = await startWithProbe(true);
  await worker.core.remove('outbox');
  await worker.request('wake');
  await worker.request('getTags');
  await worker.request('wake');
  assert.equal(asked.length, 0);
});

test('C63: a probe that has passed is not repeated for 20 s', async () => {
  const { browser, worker, asked, events } = await startWithProbe(true);
  await worker.request('wake');
  events[0].succeed();
  await browser.advance(19_800);
  await worker.request('register', { tag: 'again' });
  assert.equal(asked.length, 1);
  assert.equal(events.length, 2);
  events[1].succeed();
  await browser.advance(300);
  await worker.request('register', { tag: 'once more' });
  assert.equal(asked.length, 2);
  assert.equal(events.length, 3);
});

test("C63: a push event waits for the probe, but a page's wake request does not", async () => {
  const { browser, worker, answer, events } = await startWithProbe();
  let pass;
  answer.value = new Promise((resolve) => (pass = resolve));
  const push = worker.deliver('push');
  const { event } = await worker.request('wake');
  assert.equal(push.keptAlive, true);
  assert.equal(event.keptAlive, false);
  pass(true);
  await browser.settle();
  assert.equal(events.length, 1);
});

test('C63: the probe runs after a failed event, before the core decides whether the failure counts', async () => {
  const { browser, worker, answer, asked, events } = await startWithProbe(true);
  let reason;
  worker.core.wake = async () => (reason = worker.core.fire('outbox').then((why) => [why, worker.core.host.online()]));
  await worker.request('wake');
  answer.value = false;
  events[0].fail(new Error('the server is away'));
  await browser.settle();
  assert.equal(asked.length, 2);
  assert.deepEqual(await reason, ['Error: the server is away', false]);
});

test('C63: a tag that stays pending because the probe failed is tried again', async () => {
  const { browser, worker, answer, events } = await startWithProbe(true);
  await worker.request('wake');
  answer.value = false;
  events[0].fail(new Error('the server is away'));
  await browser.settle();
  answer.value = true;
  await browser.advance(20_100);
  assert.equal(events.length, 2);
});

test('C43, C63: the probe runs again 5 s before an event reaches its time limit', async () => {
  const { browser, worker, asked, events } = await startWithProbe(true, { maxEventDuration: 23_000 });
  await worker.request('wake');
  assert.equal(events.length, 1);
  await browser.advance(17_900);
  assert.equal(asked.length, 1);
  await browser.advance(200);
  assert.equal(asked.length, 2);
});

test('C63: a tag that is registered again during a long event fires only when the probe has passed again', async () => {
  const { browser, worker, answer, asked, events } = await startWithProbe(true);
  let fired;
  worker.core.wake = async () => {
    // Like Go, this core fires a tag again at once if the tag was registered again while it fired.
    fired = await worker.core.fire('outbox');
    await worker.core.store('outbox');
    await worker.core.fire('outbox');
  };
  await worker.request('wake');
  answer.value = false;
  await browser.advance(22_000);
  events[0].succeed();
  await browser.settle();
  assert.equal(fired, undefined);
  assert.equal(events.length, 1);
  assert.equal(asked.length, 2);
  answer.value = true;
  await browser.advance(20_100);
  assert.equal(events.length, 2);
});

test('C63: the probe does not run before the time limit of an event that has ended', async () => {
  const { browser, worker, asked, events } = await startWithProbe(true, { maxEventDuration: 23_000 });
  await worker.request('wake');
  events[0].succeed();
  await browser.advance(60_000);
  assert.equal(asked.length, 1);
});

test('C63: a worker that may not be the active one does not run the probe', async () => {
  const { browser, worker, asked, told } = await startWithProbe(true);
  await worker.core.store('outbox');
  browser.waiting = { state: 'installed' };
  await browser.reconnect();
  assert.equal(asked.length, 0);
  assert.deepEqual(told, [{ wakeMe: true }]);
});
