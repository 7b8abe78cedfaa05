// A page that stays open, and workers that the browser ends when they are idle. The page keeps the
// back-off of a worker for the next worker.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { ServiceWorker } from '../fake/registration.mjs';
import { Worker } from '../fake/worker.mjs';

/** After so long browsers end an idle worker. */
const IDLE_LIMIT = 30_000;

/**
 * Opens a page. A worker starts when a message arrives, and ends when no message has arrived for
 * 30 s. Its probe answers answer.value, and the second of each probe is added to `asked`.
 */
async function openApp() {
  const browser = new Browser();
  const begun = browser.clock.now;
  const app = { browser, answer: { value: false }, asked: [], workers: 0 };
  const connectivityProbe = () => {
    app.asked.push(Math.floor((browser.clock.now - begun) / 1_000));
    return app.answer.value;
  };
  let messages = 0;
  browser.active = new ServiceWorker(async (data, ports) => {
    if (!app.worker || app.worker.ended) {
      app.workers++;
      app.worker = new Worker(browser, { options: { connectivityProbe } });
      await app.worker.evaluate();
    }
    const { worker } = app;
    worker.deliver('message', { data, ports });
    const message = ++messages;
    browser.clock.globals(() => true).setTimeout(() => message === messages && worker.stop(), IDLE_LIMIT);
  });
  browser.active.state = 'activated';
  app.page = await browser.openPage();
  return app;
}

/** Opens the app, and registers a tag. */
async function openWithTag() {
  const app = await openApp();
  void app.page.registration.sync.register('outbox');
  await app.browser.settle();
  return app;
}

test('C63: the waits between probes keep growing although the browser ends the worker between them', async () => {
  const app = await openWithTag();
  const { browser, asked } = app;
  await browser.advance(1_000_000);
  assert.deepEqual(asked, [0, 20, 60, 140, 300, 600, 900]);
  assert.equal(app.workers, 6);
});

test('C63: a probe that passes ends the back-off for later workers too, so the next failure is tried again after 20 s', async () => {
  const app = await openWithTag();
  const { browser, asked, answer } = app;
  await browser.advance(200_000);
  answer.value = true;
  await browser.advance(110_000);
  await app.worker.core.remove('outbox');
  assert.deepEqual(asked.splice(0), [0, 20, 60, 140, 300]);
  answer.value = false;
  await browser.advance(100_000);
  void app.page.registration.sync.register('outbox');
  await browser.advance(30_000);
  assert.deepEqual(asked, [410, 430]);
});
