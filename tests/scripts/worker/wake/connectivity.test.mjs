// Connectivity with its NetworkObserver and its ConnectivityProbe: whether the network is there.

import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyWorker, recorder } from './empty-worker.mjs';

async function createConnectivity({ probe, onLine = true } = {}) {
  const { browser, worker } = emptyWorker();
  browser.onLine = onLine;
  const { Connectivity } = await worker.load('worker/wake/connectivity.js');
  const { NetworkObserver } = await worker.load('worker/wake/network-observer.js');
  const { ConnectivityProbe } = await worker.load('worker/wake/connectivity-probe.js');
  const back = recorder();
  const lost = recorder();
  const connectivity = new Connectivity(new NetworkObserver(back, lost), new ConnectivityProbe(probe));
  return { browser, worker, connectivity, back, lost };
}

test('the state without a probe is what navigator.onLine says', async () => {
  const { browser, connectivity } = await createConnectivity();
  assert.equal(connectivity.check(), 'online');
  browser.onLine = false;
  assert.equal(connectivity.check(), 'offline');
});

test('C63: Connectivity is unverified until the probe passes, and again 20 s later', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  assert.equal(connectivity.check(), 'unverified');
  assert.equal(await connectivity.verify(), true);
  assert.equal(connectivity.check(), 'online');
  await browser.advance(19_999);
  assert.equal(connectivity.check(), 'online');
  await browser.advance(1);
  assert.equal(connectivity.check(), 'unverified');
});

test('C63: a probe that fails makes the state unverified although an earlier probe passed', async () => {
  const answers = [true, false];
  const { connectivity } = await createConnectivity({ probe: () => answers.shift() });
  await connectivity.verify();
  assert.equal(await connectivity.verify(), false);
  assert.equal(connectivity.check(), 'unverified');
});

test('C63: a passed probe counts for 20 s even if the clock is set', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  await connectivity.verify();
  for (const step of [3_600_000, -7_200_000]) {
    browser.clock.set(browser.clock.now + step);
    assert.equal(connectivity.check(), 'online');
  }
  await browser.advance(20_000);
  assert.equal(connectivity.check(), 'unverified');
});

test('C63: the state is offline if the browser is offline, although the probe passed', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  await connectivity.verify();
  browser.onLine = false;
  assert.equal(connectivity.check(), 'offline');
});

test('C63: verifyIfStale() runs the probe only if it has not passed in the last 20 s', async () => {
  const probe = recorder(() => true);
  const { browser, connectivity } = await createConnectivity({ probe });
  assert.equal(await connectivity.verifyIfStale(), true);
  assert.equal(await connectivity.verifyIfStale(), true);
  assert.equal(probe.calls.length, 1);
  await browser.advance(20_000);
  await connectivity.verifyIfStale();
  assert.equal(probe.calls.length, 2);
});

test('C63: two calls of verify() at the same time share one probe', async () => {
  const probe = recorder(() => new Promise((resolve) => setImmediate(resolve, true)));
  const { connectivity } = await createConnectivity({ probe });
  assert.deepEqual(await Promise.all([connectivity.verify(), connectivity.verify()]), [true, true]);
  assert.equal(probe.calls.length, 1);
});

test('C63: a probe that does not answer in 5 s has failed', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => new Promise(() => {}) });
  let answer;
  void connectivity.verify().then((there) => (answer = there));
  await browser.advance(4_900);
  assert.equal(answer, undefined);
  await browser.advance(200);
  assert.equal(answer, false);
});

test('C63: the console warns again when the probe fails after it has passed', async () => {
  const answers = ['no', true, 'no', 'no'];
  const probe = () => {
    const answer = answers.shift();
    if (answer === 'no') throw new Error(answer);
    return answer;
  };
  const { worker, connectivity } = await createConnectivity({ probe });
  while (answers.length) await connectivity.verify();
  assert.equal(worker.console.length, 2);
});

test('verify() resolves with true without a probe', async () => {
  const { connectivity } = await createConnectivity();
  assert.equal(await connectivity.verify(), true);
});

test("C31: the network's return is reported once, a second later", async () => {
  const { browser, connectivity, back } = await createConnectivity();
  browser.onLine = false;
  connectivity.connectionChanged();
  browser.onLine = true;
  connectivity.connectionChanged();
  connectivity.connectionChanged();
  await browser.advance(999);
  assert.equal(back.calls.length, 0);
  await browser.advance(5_000);
  assert.equal(back.calls.length, 1);
});

test("C31: watch() reports the network's return although no event fires", async () => {
  const { browser, connectivity, back } = await createConnectivity({ onLine: false });
  connectivity.watch();
  await browser.advance(60_000);
  assert.equal(back.calls.length, 0);
  browser.onLine = true;
  await browser.advance(2_100);
  assert.equal(back.calls.length, 1);
});

test("watch() sets no timer while the browser is online, and its timer ends with the network's return", async () => {
  const { browser, worker, connectivity } = await createConnectivity();
  let timers = 0;
  const { setInterval } = worker.global;
  worker.global.setInterval = (...args) => {
    timers++;
    return setInterval(...args);
  };
  connectivity.watch();
  assert.equal(timers, 0);
  browser.onLine = false;
  for (let i = 0; i < 2; i++) connectivity.watch();
  assert.equal(timers, 1);
  connectivity.unwatch();
  connectivity.watch();
  assert.equal(timers, 2);
  browser.onLine = true;
  await browser.advance(2_100);
  let looks = 0;
  Object.defineProperty(browser, 'onLine', { get: () => (looks++, true) });
  await browser.advance(600_000);
  assert.equal(looks, 0);
});

test("C72: the state is settling for a second after the network's return, and again after each loss", async () => {
  const { browser, connectivity, back } = await createConnectivity({ onLine: false });
  browser.onLine = true;
  assert.equal(connectivity.check(), 'settling');
  await browser.advance(999);
  assert.equal(connectivity.check(), 'settling');
  connectivity.lost();
  assert.equal(connectivity.check(), 'settling');
  await browser.advance(999);
  assert.equal(connectivity.check(), 'settling');
  assert.equal(back.calls.length, 0);
  await browser.advance(1);
  assert.equal(connectivity.check(), 'online');
  assert.equal(back.calls.length, 1);
});

test('C72: a return is not reported if the network is lost while it settles, even without an event', async () => {
  const { browser, connectivity, back } = await createConnectivity({ onLine: false });
  browser.onLine = true;
  connectivity.check();
  browser.onLine = false;
  await browser.advance(5_000);
  assert.equal(connectivity.check(), 'offline');
  assert.equal(back.calls.length, 0);
});

test('C63, C72: the probe must pass again after a loss or a return that only an event or a page reports', async () => {
  for (const tell of [(it) => it.lost(), (it) => it.returned(), (it) => it.settle(500)]) {
    const { browser, connectivity } = await createConnectivity({ probe: () => true });
    await connectivity.verify();
    tell(connectivity);
    await browser.advance(1_000);
    assert.equal(connectivity.check(), 'unverified');
  }
});

test('C63, C72: the probe must pass again after a loss of the network', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  await connectivity.verify();
  browser.onLine = false;
  connectivity.check();
  browser.onLine = true;
  assert.equal(connectivity.check(), 'settling');
  await browser.advance(1_000);
  assert.equal(connectivity.check(), 'unverified');
});

test("C72: a page's settling time counts only if it is a number between 0 and 1,000 ms", async () => {
  const { connectivity } = await createConnectivity();
  for (const delay of [undefined, null, '500', NaN, Infinity, 1_001, -1]) {
    connectivity.settle(delay);
    assert.equal(connectivity.check(), 'online', String(delay));
  }
  connectivity.settle(1_000);
  assert.equal(connectivity.check(), 'settling');
});

test('C38: a loss that an event reports is passed on at once, even if the browser is online again', async () => {
  const { connectivity, lost } = await createConnectivity();
  connectivity.lost();
  assert.equal(lost.calls.length, 1);
});

test('C38: a loss whose event comes before navigator.onLine changes is passed on within a second', async () => {
  const { browser, connectivity, lost } = await createConnectivity();
  connectivity.connectionChanged();
  assert.equal(lost.calls.length, 0);
  browser.onLine = false;
  await browser.advance(1_000);
  assert.equal(lost.calls.length, 1);
  connectivity.connectionChanged();
  assert.equal(lost.calls.length, 2);
});

test('a change of the connection while the browser stays online is not reported as a loss or a return', async () => {
  const { browser, connectivity, back, lost } = await createConnectivity();
  connectivity.connectionChanged();
  await browser.advance(60_000);
  assert.deepEqual([back.calls.length, lost.calls.length], [0, 0]);
});
