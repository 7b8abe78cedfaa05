// When a page wakes the worker, at the border of the page's script.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { ServiceWorker } from '../fake/registration.mjs';

const CHANNEL = 'background-sync-polyfill:1:https://app.example/';

/**
 * A page whose worker is the test's: requests grows by the types of the messages
 * that the worker gets, and answer(type) is what it answers; undefined for silence.
 */
async function withWorker({ stored = true, answer = () => ({ result: { running: false } }), open = true } = {}) {
  const browser = new Browser();
  const requests = [];
  const setup = { browser, requests, answer };
  browser.active = new ServiceWorker((data, [port]) => {
    requests.push(data.type ?? data);
    const result = setup.answer(data.type);
    if (!result) return;
    port.postMessage({ ack: 1 });
    port.postMessage(result);
  });
  browser.active.state = 'activated';
  if (stored) {
    const { worker } = await storing(browser);
    worker.stop();
  }
  if (open) setup.page = await browser.openPage();
  return setup;
}

/** Stores a tag, as another worker of the registration did. */
async function storing(browser) {
  const { active } = browser;
  const worker = await browser.startWorker();
  await worker.core.store('outbox');
  browser.active = active;
  return { worker };
}

test('C31: a page that loads wakes the worker if its scope has a stored tag', async () => {
  const { requests } = await withWorker();
  assert.deepEqual(requests, ['wake']);
});

test('a page that loads leaves the worker alone if no tag is stored', async () => {
  const { browser, page, requests } = await withWorker({ stored: false });
  await page.becomeVisible();
  page.fire('pageshow', { persisted: true });
  await browser.setOnLine(true);
  await browser.advance(60_000);
  assert.deepEqual(requests, []);
});

test('C31: a page wakes the worker a second after it came online, so that the network can settle', async () => {
  const { browser, requests } = await withWorker();
  await browser.setOnLine(false);
  await browser.setOnLine(true);
  await browser.advance(950);
  assert.deepEqual(requests, ['wake']);
  await browser.advance(100);
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('C72: a page lets the network settle anew after each loss before it wakes the worker', async () => {
  const { browser, requests } = await withWorker();
  for (let i = 0; i < 3; i++) {
    await browser.setOnLine(false);
    await browser.setOnLine(true);
    await browser.advance(400);
  }
  await browser.advance(550);
  assert.equal(requests.length, 1);
  await browser.advance(100);
  assert.equal(requests.length, 2);
});

test('C72: a page that comes online without having seen the loss lets the network settle, too', async () => {
  const { browser, page, requests } = await withWorker();
  page.fire('online');
  await browser.advance(900);
  assert.equal(requests.length, 1);
  await browser.advance(200);
  assert.equal(requests.length, 2);
});

test('C72: a page that hears of a loss, which may be over by then, waits for the event of the return', async () => {
  const { browser, page, requests } = await withWorker();
  page.fire('online');
  await browser.advance(800);
  page.fire('offline');
  await browser.advance(800);
  assert.equal(requests.length, 1);
  page.fire('online');
  await browser.advance(1_100);
  assert.equal(requests.length, 2);
});

for (const occasion of ['a registration', 'becoming visible']) {
  test(`C72: ${occasion} while the network settles in the page fires nothing, even in a worker that starts then, before it has settled`, async () => {
    const browser = new Browser();
    const former = await browser.startWorker();
    await former.core.store('outbox');
    browser.onLine = false;
    const page = await browser.openPage();
    former.stop();
    await browser.setOnLine(true);
    const worker = await browser.startWorker();
    const events = worker.syncEvents();
    if (occasion === 'becoming visible') await page.becomeVisible();
    else void page.registration.sync.register('outbox');
    await browser.advance(900);
    assert.equal(worker.core.starts, 1);
    assert.equal(events.length, 0);
    await browser.advance(200);
    assert.equal(events.length, 1);
  });
}

test('C71: a page that has registered a tag while its worker activates wakes it when that has ended', async () => {
  const { browser, requests } = await withWorker({ stored: false });
  browser.active.state = 'activating';
  const channel = new browser.pages[0].global.BroadcastChannel(CHANNEL);
  channel.postMessage({ wakeMeAt: browser.clock.now + 20_000 });
  await browser.settle();
  assert.deepEqual(requests, []);
  browser.active.become('activated');
  await browser.settle();
  assert.deepEqual(requests, ['wake']);
});

test('C71: a page whose worker activates wakes it when that has ended: the worker may not live to see it', async () => {
  const { browser, page, requests } = await withWorker();
  browser.active.state = 'activating';
  for (let i = 0; i < 2; i++) await page.becomeVisible();
  await browser.advance(60_000);
  assert.deepEqual(requests, ['wake']);
  browser.active.become('activated');
  await browser.advance(60_000);
  assert.deepEqual(requests, ['wake', 'wake']);
  browser.active.become('redundant');
  await browser.settle();
  assert.equal(requests.length, 2);
});

test('a page wakes the worker when it becomes visible, not when it is hidden', async () => {
  const { browser, page, requests } = await withWorker();
  page.document.visibilityState = 'hidden';
  page.document.dispatchEvent({ type: 'visibilitychange' });
  await browser.settle();
  assert.deepEqual(requests, ['wake']);
  await page.becomeVisible();
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('a page wakes the worker when it returns from the back/forward cache, not when it is shown at first', async () => {
  const { browser, page, requests } = await withWorker();
  page.fire('pageshow', { persisted: false });
  await browser.settle();
  assert.deepEqual(requests, ['wake']);
  page.fire('pageshow', { persisted: true });
  await browser.settle();
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('a page holds no channel open while it is away, and opens it again when it returns', async () => {
  const { browser, page } = await withWorker();
  const opened = () => browser.channels.names.filter((name) => name === CHANNEL).length;
  assert.equal(opened(), 1);
  page.fire('pagehide');
  assert.equal(opened(), 0);
  await page.becomeVisible();
  assert.equal(opened(), 0);
  page.fire('pageshow', { persisted: true });
  assert.equal(opened(), 1);
});

test('a page wakes the worker every 10 s while an event runs, and no more once none does', async () => {
  const setup = await withWorker({ answer: () => ({ result: { running: true } }) });
  const { browser, requests } = setup;
  await browser.advance(30_100);
  assert.equal(requests.length, 4);
  setup.answer = () => ({ result: { running: false } });
  await browser.advance(10_000);
  assert.equal(requests.length, 5);
  await browser.advance(60_000);
  assert.equal(requests.length, 5);
});

test('a wake-up that is still unanswered is repeated: it may have died with the worker', async () => {
  const setup = await withWorker();
  const { browser, page, requests } = setup;
  // It acknowledges, and gives no result.
  browser.active = new ServiceWorker((data, [port]) => {
    requests.push(data.type);
    port.postMessage({ ack: 1 });
  });
  await page.becomeVisible();
  await browser.advance(20_100);
  assert.equal(requests.length, 4);
});

test('an earlier wake-up’s answer does not end the repetition of a later one', async () => {
  const setup = await withWorker({ stored: true });
  const { browser, page, requests } = setup;
  const ports = [];
  browser.active = new ServiceWorker((data, [port]) => {
    requests.push(data.type);
    port.postMessage({ ack: 1 });
    ports.push(port);
  });
  await page.becomeVisible();
  await page.becomeVisible();
  ports[0].postMessage({ result: { running: false } });
  await browser.advance(10_100);
  assert.equal(requests.length, 4);
});

test('a page wakes the worker at once when the worker asks for it', async () => {
  const { browser, page, requests } = await withWorker();
  new page.global.BroadcastChannel(CHANNEL).postMessage({ wakeMe: true });
  await browser.settle();
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('a page wakes the worker at the time that the worker has named last', async () => {
  const { browser, page, requests } = await withWorker();
  const channel = new page.global.BroadcastChannel(CHANNEL);
  channel.postMessage({ wakeMeAt: browser.clock.now + 10_000 });
  channel.postMessage({ wakeMeAt: browser.clock.now + 60_000 });
  await browser.advance(60_000);
  assert.equal(requests.length, 1);
  await browser.advance(200);
  assert.equal(requests.length, 2);
});

test('C52: a page wakes the worker at the time that an answer has named', async () => {
  const setup = await withWorker({ open: false });
  const { browser, requests } = setup;
  const due = browser.clock.now + 60_000;
  setup.answer = () => ({ result: { running: false, due: requests.length === 1 ? due : undefined } });
  await browser.openPage();
  await browser.advance(60_000);
  assert.equal(requests.length, 1);
  await browser.advance(200);
  assert.equal(requests.length, 2);
  await browser.advance(600_000);
  assert.equal(requests.length, 2);
});

test('a worker that has never answered is left alone for 5 minutes, and woken at the next occasion then', async () => {
  const setup = await withWorker({ answer: () => undefined });
  const { browser, page, requests } = setup;
  await browser.advance(30_000);
  assert.deepEqual(requests, ['wake']);
  await page.becomeVisible();
  await browser.advance(270_000);
  await page.becomeVisible();
  assert.equal(requests.length, 1);
  await browser.advance(600_000);
  assert.equal(requests.length, 1);
  setup.answer = () => ({ result: { running: false } });
  await page.becomeVisible();
  assert.equal(requests.length, 2);
  await page.becomeVisible();
  assert.equal(requests.length, 3);
});

test('the 5 minutes for which a silent worker is left alone do not end, or grow, with the time of day', async () => {
  const { browser, page, requests } = await withWorker({ answer: () => undefined });
  await browser.advance(30_000);
  browser.clock.set(browser.clock.now + 3_600_000);
  await page.becomeVisible();
  assert.equal(requests.length, 1);
  browser.clock.set(browser.clock.now - 36_000_000);
  await browser.advance(300_000);
  await page.becomeVisible();
  assert.equal(requests.length, 2);
});

for (const seconds of [12, 25, 120]) {
  test(`C31: a worker whose start takes ${seconds} s is pinged as soon as it acknowledges, and woken again`, async () => {
    const setup = await withWorker({ open: false });
    const { browser, requests } = setup;
    const { postMessage } = browser.active;
    const waiting = [];
    browser.active.postMessage = (...message) => waiting.push(message);
    const page = await browser.openPage();
    await browser.advance(seconds * 1_000);
    // It has started.
    browser.active.postMessage = postMessage;
    setup.answer = () => ({ result: { running: true } });
    const sent = waiting.length;
    for (const message of waiting) browser.active.postMessage(...message);
    await browser.settle();
    assert.equal(requests.length, sent + 1);
    await browser.advance(20_100);
    assert.equal(requests.length, sent + 3);
    setup.answer = () => ({ result: { running: false } });
    await browser.advance(20_000);
    const asked = requests.length;
    await page.becomeVisible();
    await browser.setOnLine(true);
    await browser.advance(1_100);
    assert.equal(requests.length, asked + 2);
  });
}

test('a worker that has spoken once is woken again, whatever it did not answer', async () => {
  const setup = await withWorker();
  const { browser, page, requests } = setup;
  setup.answer = () => undefined;
  await page.becomeVisible();
  await browser.advance(10_100);
  await browser.advance(10_100);
  const asked = requests.length;
  assert.ok(asked >= 4, `asked ${asked} times`);
  setup.answer = () => ({ result: { running: false } });
  await browser.advance(10_100);
  await page.becomeVisible();
  assert.equal(requests.length, asked + 2);
});

test('a worker that did not answer and then asks for a wake-up has the polyfill after all', async () => {
  const setup = await withWorker({ answer: () => undefined });
  const { browser, page, requests } = setup;
  await browser.advance(30_000);
  const asked = requests.length;
  setup.answer = () => ({ result: { running: false } });
  new page.global.BroadcastChannel(CHANNEL).postMessage({ wakeMe: true });
  await browser.settle();
  await page.becomeVisible();
  assert.equal(requests.length, asked + 2);
});

test('the next worker is woken although the one before never answered', async () => {
  const { browser, page, requests } = await withWorker({ answer: () => undefined });
  await browser.advance(30_000);
  const asked = requests.length;
  const next = [];
  browser.active = new ServiceWorker((data, [port]) => {
    next.push(data.type);
    port.postMessage({ ack: 1 });
    port.postMessage({ result: { running: false } });
  });
  await page.becomeVisible();
  assert.deepEqual(next, ['wake']);
  assert.equal(requests.length, asked);
});
