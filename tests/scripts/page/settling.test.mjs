// Pages let the network settle before they wake the worker.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { withScriptedWorker } from './scripted-worker.mjs';

test('C72: a page lets the network settle again after each loss before it wakes the worker', async () => {
  const { browser, requests } = await withScriptedWorker();
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

test('C72: a page that gets an online event without a loss before lets the network settle, too', async () => {
  const { browser, page, requests } = await withScriptedWorker();
  page.fire('online');
  await browser.advance(900);
  assert.equal(requests.length, 1);
  await browser.advance(200);
  assert.equal(requests.length, 2);
});

test('C72: a page that gets an offline event while the network settles waits for the next online event', async () => {
  const { browser, page, requests } = await withScriptedWorker();
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
  test(`C72: ${occasion} while the network settles in a page fires nothing until then, even in a worker that has just started`, async () => {
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
    assert.equal(events.length, 0);
    await browser.advance(200);
    assert.equal(events.length, 1);
  });
}
