// An idle page and worker do nothing in an hour, unless a tag is stored.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from './fake/browser.mjs';

const HOUR = 3_600_000;
const PROBE = '/is-there-a-network';
const NONE = { timers: 0, looks: 0, reads: 0, messages: 0, downloads: 0 };

/** Counts the work of the page and the worker from now on. Returns a function that returns the counts. */
function count({ browser, worker, page }) {
  const done = { looks: 0, reads: 0, messages: 0 };
  const counted = (object, method, name) => {
    const original = object[method];
    object[method] = function (...args) {
      done[name]++;
      return original.apply(this, args);
    };
  };
  const { onLine } = browser;
  Object.defineProperty(browser, 'onLine', { get: () => (done.looks++, onLine), configurable: true });
  for (const method of ['open', 'databases']) counted(browser.indexedDB, method, 'reads');
  for (const method of ['open', 'match', 'has']) counted(browser.caches, method, 'reads');
  counted(worker.serviceWorker, 'postMessage', 'messages');
  for (const { global } of [worker, page]) counted(global.BroadcastChannel.prototype, 'postMessage', 'messages');
  const before = { timers: browser.clock.timersFired, downloads: worker.fetched.length };
  return () => ({
    timers: browser.clock.timersFired - before.timers,
    downloads: worker.fetched.length - before.downloads,
    ...done,
  });
}

/** Starts a worker, opens a page, and lets a minute pass. */
async function start({ browser = new Browser(), onLine = true, stored = false, options, prepare, answer } = {}) {
  browser.onLine = onLine;
  const worker = await browser.startWorker({ options, prepare });
  if (answer) worker.answerFetch = answer;
  if (stored) await worker.core.store('outbox');
  const page = await browser.openPage({ prepare });
  await browser.advance(60_000);
  return { browser, worker, page };
}

/** Counts the work of an hour. */
async function inAnHour(setup) {
  const counted = count(setup);
  await setup.browser.advance(HOUR);
  return counted();
}

for (const onLine of [true, false]) {
  const where = onLine ? 'online' : 'offline';

  test(`C74: a page and a worker without a stored tag do nothing for an hour ${where}`, async () => {
    const setup = await start({ onLine });
    assert.deepEqual(await inAnHour(setup), NONE);
  });

  test(`C74: a page whose worker has ended does nothing for an hour ${where} without a stored tag`, async () => {
    const setup = await start({ onLine });
    setup.worker.stop();
    assert.deepEqual(await inAnHour(setup), NONE);
  });

  test(`C74: a worker without a stored tag does nothing for an hour after it ${onLine ? 'lost and regained' : 'lost'} the network`, async () => {
    const setup = await start();
    await setup.browser.setOnLine(false);
    await setup.browser.advance(10_000);
    if (onLine) await setup.browser.setOnLine(true);
    await setup.browser.advance(10_000);
    assert.deepEqual(await inAnHour(setup), NONE);
  });
}

test('C74: a page and a worker do nothing for an hour after the last tag has fired', async () => {
  const setup = await start();
  const events = setup.worker.syncEvents();
  await setup.page.registration.sync.register('outbox');
  await setup.browser.settle();
  events[0].succeed();
  await setup.browser.advance(60_000);
  assert.deepEqual(await inAnHour(setup), NONE);
});

test('C74: a worker does nothing for an hour after its last event has succeeded offline', async () => {
  const setup = await start();
  const events = setup.worker.syncEvents();
  await setup.page.registration.sync.register('outbox');
  await setup.browser.settle();
  await setup.browser.setOnLine(false);
  events[0].succeed();
  await setup.browser.advance(60_000);
  assert.deepEqual(await inAnHour(setup), NONE);
});

test('C74: a page and a worker that are refused IndexedDB do nothing for an hour', async () => {
  const browser = new Browser();
  browser.indexedDB.open = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  browser.indexedDB.databases = async () => browser.indexedDB.open();
  assert.deepEqual(await inAnHour(await start({ browser })), NONE);
});

test('C74: a page that is refused service workers does nothing for an hour', async () => {
  const setup = await start({
    prepare: ({ global }) => {
      if (!global.document) return;
      global.navigator.serviceWorker.getRegistrations = async () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
    },
  });
  assert.deepEqual(await inAnHour(setup), NONE);
});

test('C63, C74: a stored tag and a failing probe cause each kind of work that these tests count', async () => {
  const answer = async () => new Response(null, { status: 503 });
  const setup = await start({ stored: true, options: { connectivityProbe: PROBE }, answer });
  const done = await inAnHour(setup);
  for (const [what, times] of Object.entries(done)) assert.ok(times > 0, `${what}: ${times}`);
});

test('C31, C74: an offline worker with a stored tag looks each second whether the browser is still offline', async () => {
  const setup = await start({ stored: true, onLine: false });
  assert.deepEqual(await inAnHour(setup), { ...NONE, timers: 3_600, looks: 3_600 });
});
