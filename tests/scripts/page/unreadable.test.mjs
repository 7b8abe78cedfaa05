// Pages that cannot find out which scopes have a stored tag.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Page } from '../fake/page.mjs';
import { ServiceWorker } from '../fake/registration.mjs';

const HOUR = 3_600_000;
const NOT_NOW = new DOMException('not now', 'UnknownError');

/**
 * Opens a page in whose scope a tag is stored, after breakIt(globals, failing). failing(method)
 * wraps a method, which then throws app.error while that is set. The second of each call of the
 * method is added to app.tries, the second of each wake-up of the worker to app.wakes.
 */
async function openPage(error, breakIt) {
  const browser = new Browser();
  await browser.storeTag('outbox');
  const app = { browser, error, tries: [], wakes: [], timers: 0, page: new Page(browser) };
  const begun = browser.clock.now;
  const seconds = () => Math.floor((browser.clock.now - begun) / 1_000);
  browser.active = new ServiceWorker((_data, [port]) => {
    app.wakes.push(seconds());
    port.postMessage({ ack: 1 });
    port.postMessage({ result: { running: false } });
  });
  browser.active.state = 'activated';
  const failing = (method) =>
    function (...args) {
      app.tries.push(seconds());
      if (app.error !== undefined) throw app.error;
      return method.apply(this, args);
    };
  const globals = app.page.globals();
  breakIt(globals, failing);
  const { setTimeout } = globals;
  globals.setTimeout = (...args) => {
    app.timers++;
    return setTimeout(...args);
  };
  app.page.globals = () => globals;
  await app.page.evaluate();
  await browser.settle();
  return app;
}

const breakWorkers = ({ navigator: { serviceWorker } }, failing) => {
  const list = failing(serviceWorker.getRegistrations);
  serviceWorker.getRegistrations = async () => list();
};

const breakDatabase = ({ indexedDB }, failing) => (indexedDB.open = failing(indexedDB.open));

for (const [what, name, breakIt] of [
  ['service workers by Firefox', 'SecurityError', breakWorkers],
  ['service workers by Chromium', 'NotSupportedError', breakWorkers],
  ['IndexedDB by Firefox', 'SecurityError', breakDatabase],
]) {
  test(`a page that is refused ${what} looks for stored tags once, and then only at the next occasion`, async () => {
    const app = await openPage(new DOMException('no', name), breakIt);
    const { browser, page } = app;
    const { timers } = app;
    await browser.advance(HOUR);
    assert.deepEqual(app.tries, [0]);
    assert.equal(app.timers, timers);
    app.error = undefined;
    await page.becomeVisible();
    assert.equal(app.wakes.length, 1);
  });
}

for (const value of [null, undefined]) {
  test(`a page whose indexedDB is ${value} sets no timer`, async () => {
    const app = await openPage(undefined, (globals) => (globals.indexedDB = value));
    const { timers } = app;
    await app.browser.advance(HOUR);
    assert.equal(app.timers, timers);
  });
}

test('a page that cannot read the database tries again after 20 s, then after twice as long each time, up to 5 minutes', async () => {
  const app = await openPage(NOT_NOW, breakDatabase);
  await app.browser.advance(HOUR - 1_000);
  assert.deepEqual(app.tries.slice(0, 7), [0, 20, 60, 140, 300, 600, 900]);
  assert.equal(app.tries.length, 15);
  app.error = undefined;
  await app.browser.advance(2_000);
  assert.deepEqual(app.wakes, [3_600]);
});

test('a page that cannot list its registrations tries again, even if the browser gives no reason', async () => {
  const { browser, tries } = await openPage(null, breakWorkers);
  await browser.advance(20_000);
  assert.deepEqual(tries, [0, 20]);
});

test('a further failure does not move the next try of a page or add another', async () => {
  const app = await openPage(NOT_NOW, breakDatabase);
  const { browser, page } = app;
  await browser.advance(10_000);
  await page.becomeVisible();
  await page.becomeVisible();
  await browser.advance(130_500);
  assert.deepEqual(app.tries, [0, 10, 10, 20, 60, 140]);
});

test('a page that has read the database stops trying, and tries again 20 s after the next failure', async () => {
  const app = await openPage(NOT_NOW, breakDatabase);
  const { browser, page } = app;
  await browser.advance(100_000);
  app.error = undefined;
  await page.becomeVisible();
  await browser.advance(HOUR);
  assert.deepEqual(app.tries.splice(0), [0, 20, 60, 100]);
  app.error = NOT_NOW;
  await page.becomeVisible();
  await browser.advance(20_100);
  assert.deepEqual(
    app.tries.map((time) => time - app.tries[0]),
    [0, 20],
  );
});

test('a page that is finally refused the database stops trying', async () => {
  const app = await openPage(NOT_NOW, breakDatabase);
  const { browser, page } = app;
  await browser.advance(25_000);
  app.error = new DOMException('no', 'SecurityError');
  await page.becomeVisible();
  await browser.advance(HOUR);
  assert.deepEqual(app.tries, [0, 20, 25]);
});
