// Pages and a worker that does not acknowledge their wake-ups.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ServiceWorker } from '../fake/registration.mjs';
import { withScriptedWorker } from './scripted-worker.mjs';

const CHANNEL = 'background-sync-polyfill:1:https://app.example/';

test('a page leaves a worker that never acknowledged alone for 5 minutes, and wakes it at the next occasion after that', async () => {
  const setup = await withScriptedWorker({ answer: () => undefined });
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

test('a page leaves a silent worker alone for 5 minutes even if the clock is set', async () => {
  const { browser, page, requests } = await withScriptedWorker({ answer: () => undefined });
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
  test(`C31: a page pings a worker whose start takes ${seconds} s as soon as the worker acknowledges, and wakes it again`, async () => {
    const setup = await withScriptedWorker({ open: false });
    const { browser, requests } = setup;
    const { postMessage } = browser.active;
    const waiting = [];
    browser.active.postMessage = (...message) => waiting.push(message);
    const page = await browser.openPage();
    await browser.advance(seconds * 1_000);
    // Now the worker has started.
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

test('a page keeps waking a worker that has acknowledged once, although later wake-ups stay unanswered', async () => {
  const setup = await withScriptedWorker();
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

test('a page wakes a silent worker again when that worker asks for a wake-up', async () => {
  const setup = await withScriptedWorker({ answer: () => undefined });
  const { browser, page, requests } = setup;
  await browser.advance(30_000);
  const asked = requests.length;
  setup.answer = () => ({ result: { running: false } });
  new page.global.BroadcastChannel(CHANNEL).postMessage({ wakeMe: true });
  await browser.settle();
  await page.becomeVisible();
  assert.equal(requests.length, asked + 2);
});

test('a page wakes the next worker although the worker before never acknowledged', async () => {
  const { browser, page, requests } = await withScriptedWorker({ answer: () => undefined });
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
