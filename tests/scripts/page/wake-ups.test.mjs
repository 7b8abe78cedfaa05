// When a page wakes the worker.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ServiceWorker } from '../fake/registration.mjs';
import { withScriptedWorker } from './scripted-worker.mjs';

const CHANNEL = 'background-sync-polyfill:1:https://app.example/';

test('C31: a page that loads wakes the worker if its scope has a stored tag', async () => {
  const { requests } = await withScriptedWorker();
  assert.deepEqual(requests, ['wake']);
});

test('a page does not wake the worker while no tag is stored', async () => {
  const { browser, page, requests } = await withScriptedWorker({ stored: false });
  await page.becomeVisible();
  page.fire('pageshow', { persisted: true });
  await browser.setOnLine(true);
  await browser.advance(60_000);
  assert.deepEqual(requests, []);
});

test('C31: a page wakes the worker a second after the browser came online, so that the network can settle', async () => {
  const { browser, requests } = await withScriptedWorker();
  await browser.setOnLine(false);
  await browser.setOnLine(true);
  await browser.advance(950);
  assert.deepEqual(requests, ['wake']);
  await browser.advance(100);
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('C71: a page that has registered a tag while the worker activates wakes the worker after its activation', async () => {
  const { browser, requests } = await withScriptedWorker({ stored: false });
  browser.active.state = 'activating';
  const channel = new browser.pages[0].global.BroadcastChannel(CHANNEL);
  channel.postMessage({ wakeMeAt: browser.clock.now + 20_000 });
  await browser.settle();
  assert.deepEqual(requests, []);
  browser.active.become('activated');
  await browser.settle();
  assert.deepEqual(requests, ['wake']);
});

test('C71: a page wakes the worker again after its activation, since the worker may have ended before', async () => {
  const { browser, page, requests } = await withScriptedWorker();
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

test('a page wakes the worker when the page becomes visible, but not when it is hidden', async () => {
  const { browser, page, requests } = await withScriptedWorker();
  page.document.visibilityState = 'hidden';
  page.document.dispatchEvent({ type: 'visibilitychange' });
  await browser.settle();
  assert.deepEqual(requests, ['wake']);
  await page.becomeVisible();
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('a page wakes the worker when the page returns from the back/forward cache, but not when it is first shown', async () => {
  const { browser, page, requests } = await withScriptedWorker();
  page.fire('pageshow', { persisted: false });
  await browser.settle();
  assert.deepEqual(requests, ['wake']);
  page.fire('pageshow', { persisted: true });
  await browser.settle();
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('a page closes its channel when it leaves for the back/forward cache, and opens it again when it returns', async () => {
  const { browser, page } = await withScriptedWorker();
  const opened = () => browser.channels.names.filter((name) => name === CHANNEL).length;
  assert.equal(opened(), 1);
  page.fire('pagehide');
  assert.equal(opened(), 0);
  await page.becomeVisible();
  assert.equal(opened(), 0);
  page.fire('pageshow', { persisted: true });
  assert.equal(opened(), 1);
});

test('a page pings the worker every 10 s while an event runs, and stops when none runs', async () => {
  const setup = await withScriptedWorker({ answer: () => ({ result: { running: true } }) });
  const { browser, requests } = setup;
  await browser.advance(30_100);
  assert.equal(requests.length, 4);
  setup.answer = () => ({ result: { running: false } });
  await browser.advance(10_000);
  assert.equal(requests.length, 5);
  await browser.advance(60_000);
  assert.equal(requests.length, 5);
});

test('a page repeats a wake-up without a result, since the worker may have ended', async () => {
  const setup = await withScriptedWorker();
  const { browser, page, requests } = setup;
  // This worker acknowledges, and gives no result.
  browser.active = new ServiceWorker((data, [port]) => {
    requests.push(data.type);
    port.postMessage({ ack: 1 });
  });
  await page.becomeVisible();
  await browser.advance(20_100);
  assert.equal(requests.length, 4);
});

test('the answer to an earlier wake-up does not end the pings of a later wake-up', async () => {
  const setup = await withScriptedWorker({ stored: true });
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

test('a page wakes the worker at once when the worker asks for a wake-up', async () => {
  const { browser, page, requests } = await withScriptedWorker();
  new page.global.BroadcastChannel(CHANNEL).postMessage({ wakeMe: true });
  await browser.settle();
  assert.deepEqual(requests, ['wake', 'wake']);
});

test('a page wakes the worker at the last due time that the worker has announced', async () => {
  const { browser, page, requests } = await withScriptedWorker();
  const channel = new page.global.BroadcastChannel(CHANNEL);
  channel.postMessage({ wakeMeAt: browser.clock.now + 10_000 });
  channel.postMessage({ wakeMeAt: browser.clock.now + 60_000 });
  await browser.advance(60_000);
  assert.equal(requests.length, 1);
  await browser.advance(200);
  assert.equal(requests.length, 2);
});

test('C52: a page wakes the worker at the due time in the answer to a wake-up', async () => {
  const setup = await withScriptedWorker({ open: false });
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
