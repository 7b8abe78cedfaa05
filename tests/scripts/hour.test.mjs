// A random hour of an app, by the fake clock: tags are registered, the network is lost and comes
// back, handlers fail, the worker ends and starts again, pages close and open. SOAK_SEED chooses
// the hour; `make soak` runs several.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from './fake/browser.mjs';

const HOUR = 3_600_000;
const RETRY_DELAY = 5_000;
/** By then no tag may be left after the last step. A tag fails a few times at most. */
const END = 120_000;

/** Returns a function that returns numbers from 0 to 1. A seed always gives the same numbers. */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('C50, C74: each tag of a random hour has had its event, and no timer or read follows', async () => {
  const random = seededRandom(Number(process.env.SOAK_SEED ?? 1));
  const browser = new Browser();
  const counts = { registered: 0, events: 0, failures: 0, flaps: 0, workers: 0, pages: 0, wakes: 0, reads: 0 };
  const { open } = browser.indexedDB;
  browser.indexedDB.open = (...args) => (counts.reads++, open.apply(browser.indexedDB, args));
  const succeeded = new Set();
  let worker;

  const startWorker = async () => {
    worker?.stop();
    counts.workers++;
    const started = await browser.startWorker();
    worker = started;
    // A core that fails asks for an alarm, as Go does for a tag that waits.
    const { fire } = started.core;
    started.core.fire = async (tag) => {
      const reason = await fire.call(started.core, tag);
      if (reason) started.core.host.alarm(RETRY_DELAY);
      return reason;
    };
    started.addEventListener('sync', (event) => {
      counts.events++;
      const fails = random() < 0.3;
      if (fails) counts.failures++;
      else succeeded.add(event.tag);
      event.waitUntil(fails ? Promise.reject(new Error('no')) : Promise.resolve());
    });
    const { wake } = started.core;
    started.core.wake = () => (counts.wakes++, wake.call(started.core));
  };
  const openPage = async () => {
    counts.pages++;
    return browser.openPage();
  };
  const register = async (page) => {
    const tag = `tag ${counts.registered++}`;
    void page.registration.sync.register(tag);
    await browser.settle();
  };
  const flap = async () => {
    counts.flaps++;
    await browser.setOnLine(!browser.onLine);
  };

  await startWorker();
  let page = await openPage();
  for (const end = browser.clock.now + HOUR; browser.clock.now < end;) {
    const choice = random();
    if (choice < 0.6) await register(page);
    else if (choice < 0.8) await flap();
    else if (choice < 0.85) await startWorker();
    else if (choice < 0.9) {
      page.stop();
      page = await openPage();
    }
    await browser.advance(random() * 10_000);
  }
  await browser.setOnLine(false);
  for (let i = 0; i < 20; i++) await register(page);
  await browser.setOnLine(true);
  await browser.advance(END);

  assert.deepEqual(await worker.core.stored(), [], 'a tag is left');
  assert.equal(succeeded.size, counts.registered, 'a tag had no event that succeeded');
  // A step or an event causes about one wake-up, and few reads.
  const steps = counts.registered + counts.events + counts.flaps + counts.workers + counts.pages;
  assert.ok(counts.wakes <= 1.2 * steps, `${counts.wakes} wake-ups in ${steps} steps`);
  assert.ok(counts.reads <= 3 * steps, `${counts.reads} reads in ${steps} steps`);
  const { timersFired } = browser.clock;
  const { reads } = counts;
  await browser.advance(HOUR);
  assert.deepEqual(
    [browser.clock.timersFired - timersFired, counts.reads - reads],
    [0, 0],
    'timers and reads without a tag',
  );
  console.log(JSON.stringify(counts));
});
