// WorkerLink and WorkerLinks: a page's links to the workers that it may wake.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Page } from '../fake/page.mjs';
import { ServiceWorker } from '../fake/registration.mjs';

const SCOPE = 'https://app.example/';

/**
 * Makes a registration whose worker answers with answer(), counts its wake-ups, and keeps the back-off
 * of each in `told`.
 */
function registrationOf(answer = () => ({ result: { running: false } })) {
  const registration = { scope: SCOPE, wakes: 0, told: [] };
  registration.active = new ServiceWorker((data, [port]) => {
    registration.wakes++;
    registration.told.push(data.backOff);
    const result = answer();
    if (!result) return;
    port.postMessage({ ack: 1 });
    port.postMessage(result);
  });
  registration.active.state = 'activated';
  return registration;
}

async function loadLink(registration) {
  const browser = new Browser();
  const page = new Page(browser);
  const { WorkerLink } = await page.load('page/worker-link.js');
  const link = new WorkerLink(registration, { settlesIn: undefined });
  link.openChannel();
  const channel = new page.global.BroadcastChannel(`background-sync-polyfill:1:${SCOPE}`);
  return { browser, link, channel };
}

test('a WorkerLink wakes the worker of the registration that it was last told to follow', async () => {
  const [before, now] = [registrationOf(), registrationOf()];
  const { browser, link } = await loadLink(before);
  link.follow(now);
  link.wake();
  await browser.settle();
  assert.deepEqual([before.wakes, now.wakes], [0, 1]);
});

test('a due time that is later than a timer can wait does not wake the worker at once', async () => {
  const registration = registrationOf();
  const { browser, channel } = await loadLink(registration);
  channel.postMessage({ wakeMeAt: browser.clock.now + 2 ** 32 });
  await browser.advance(60_000);
  assert.equal(registration.wakes, 0);
});

test('a wake-up that the worker answers with an error ends the pings', async () => {
  const registration = registrationOf(() => ({ error: { name: 'UnknownError', message: 'no' } }));
  const { browser, link } = await loadLink(registration);
  link.wake();
  await browser.advance(60_000);
  assert.equal(registration.wakes, 1);
  // The worker has answered, so it does not count as silent.
  const { wakes } = registration;
  link.wake();
  await browser.settle();
  assert.equal(registration.wakes, wakes + 1);
});

test('a silent worker is woken once more each time that any worker sends a message on the channel', async () => {
  const registration = registrationOf(() => undefined);
  const { browser, link, channel } = await loadLink(registration);
  link.wake();
  for (let times = 1; times <= 3; times++) {
    await browser.advance(60_000);
    link.wake();
    await browser.settle();
    assert.equal(registration.wakes, times);
    channel.postMessage({ wakeMe: true });
  }
});

test('a due time does not wake a silent worker', async () => {
  const due = [];
  const registration = registrationOf(() => (due.length ? { result: { running: false, due: due.pop() } } : undefined));
  const { browser, link } = await loadLink(registration);
  due.push(browser.clock.now + 60_000);
  link.wake();
  await browser.settle();
  // The worker that named the time is replaced by a silent worker.
  registration.active = registrationOf(() => undefined).active;
  let asked = 0;
  registration.active.postMessage = () => asked++;
  link.wake();
  await browser.advance(120_000);
  assert.equal(asked, 1);
});

test('a WorkerLink sends the worker the longest back-off that a worker announced, until a worker announces its end', async () => {
  const answers = [undefined, 40_000, 80_000, 40_000, undefined, 80_000];
  const registration = registrationOf(() => ({ result: { running: false, backOff: answers.shift() } }));
  const { browser, link, channel } = await loadLink(registration);
  const wake = async () => {
    link.wake();
    await browser.settle();
  };
  await wake();
  await wake();
  await wake();
  channel.postMessage({ wakeMeAt: browser.clock.now + 3_600_000, backOff: 160_000 });
  await browser.settle();
  await wake();
  await wake();
  await wake();
  channel.postMessage({});
  await browser.settle();
  await wake();
  assert.deepEqual(registration.told, [undefined, undefined, 40_000, 160_000, 160_000, undefined, undefined]);
});

test('a WorkerLink drops the back-off when it closes its channel, since it could not hear of the end', async () => {
  const registration = registrationOf(() => ({ result: { running: false, backOff: 40_000 } }));
  const { browser, link } = await loadLink(registration);
  link.wake();
  await browser.settle();
  link.closeChannel();
  link.wake();
  await browser.settle();
  assert.deepEqual(registration.told, [undefined, undefined]);
});

test('the message wakeMe of a worker does not change the back-off of a WorkerLink', async () => {
  const answers = [{ result: { running: false, backOff: 40_000 } }];
  const registration = registrationOf(() => answers.shift());
  const { browser, link, channel } = await loadLink(registration);
  link.wake();
  await browser.settle();
  channel.postMessage({ wakeMe: true });
  await browser.settle();
  link.wake();
  await browser.settle();
  assert.deepEqual(registration.told, [undefined, 40_000, 40_000]);
});

/** Opens a page that cannot list its registrations. opened() says whether the page listens to the worker. */
async function openPageWithoutList({ active }) {
  const browser = new Browser();
  browser.active = active;
  const page = new Page(browser);
  const globals = page.globals();
  page.globals = () => globals;
  globals.navigator.serviceWorker.getRegistrations = async () => {
    throw new DOMException('not now', 'UnknownError');
  };
  await page.evaluate();
  await browser.settle();
  const opened = () => browser.channels.names.length === 1;
  return { page, opened };
}

test('a page listens to the worker of its own registration, even if the page cannot list its registrations', async () => {
  const { opened } = await openPageWithoutList({ active: registrationOf().active });
  assert.equal(opened(), true);
});

test('a page listens to the worker of a registration whose `sync` the app has read', async () => {
  const { page, opened } = await openPageWithoutList({ active: null });
  assert.equal(opened(), false);
  void page.registration.sync;
  assert.equal(opened(), true);
});
