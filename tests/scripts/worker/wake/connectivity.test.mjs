// Connectivity, with its NetworkObserver and its ConnectivityProbe.

import assert from 'node:assert/strict';
import test from 'node:test';
import { bareWorker, recorder } from './bare-worker.mjs';

async function createConnectivity({ probe, onLine = true } = {}) {
  const { browser, worker } = bareWorker();
  browser.onLine = onLine;
  const { Connectivity } = await worker.load('worker/wake/connectivity.js');
  const { NetworkObserver } = await worker.load('worker/wake/network-observer.js');
  const { ConnectivityProbe } = await worker.load('worker/wake/connectivity-probe.js');
  const back = recorder();
  const lost = recorder();
  const connectivity = new Connectivity(new NetworkObserver(back, lost), new ConnectivityProbe(probe));
  return { browser, worker, connectivity, back, lost };
}

test('without a probe the state is what navigator.onLine says', async () => {
  const { browser, connectivity } = await createConnectivity();
  assert.equal(connectivity.check(), 'online');
  browser.onLine = false;
  assert.equal(connectivity.check(), 'offline');
});

test('C63: with a probe the state is unverified until the probe passes, and 20 s later again', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  assert.equal(connectivity.check(), 'unverified');
  assert.equal(await connectivity.verify(), true);
  assert.equal(connectivity.check(), 'online');
  await browser.advance(19_999);
  assert.equal(connectivity.check(), 'online');
  await browser.advance(1);
  assert.equal(connectivity.check(), 'unverified');
});

test('C63: a probe that fails takes an earlier pass back', async () => {
  const answers = [true, false];
  const { connectivity } = await createConnectivity({ probe: () => answers.shift() });
  await connectivity.verify();
  assert.equal(await connectivity.verify(), false);
  assert.equal(connectivity.check(), 'unverified');
});

test('C63: a pass counts for 20 s whatever becomes of the time of day', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  await connectivity.verify();
  for (const step of [3_600_000, -7_200_000]) {
    browser.clock.set(browser.clock.now + step);
    assert.equal(connectivity.check(), 'online');
  }
  await browser.advance(20_000);
  assert.equal(connectivity.check(), 'unverified');
});

test('C63: the state is offline where the browser says so, whatever the probe said', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  await connectivity.verify();
  browser.onLine = false;
  assert.equal(connectivity.check(), 'offline');
});

test('C63: verifyIfStale() asks only if the probe has not passed lately', async () => {
  const probe = recorder(() => true);
  const { browser, connectivity } = await createConnectivity({ probe });
  assert.equal(await connectivity.verifyIfStale(), true);
  assert.equal(await connectivity.verifyIfStale(), true);
  assert.equal(probe.calls.length, 1);
  await browser.advance(20_000);
  await connectivity.verifyIfStale();
  assert.equal(probe.calls.length, 2);
});

test('C63: whoever asks while the probe is being asked gets the same answer', async () => {
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

test('C63: the console is told again of a probe that failed, passed, and failed again', async () => {
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

test('without a probe the network counts as verified', async () => {
  const { connectivity } = await createConnectivity();
  assert.equal(await connectivity.verify(), true);
});

test('C31: the return of the network is told a second after it, once', async () => {
  const { browser, connectivity, back } = await createConnectivity();
  browser.onLine = false;
  connectivity.changed();
  browser.onLine = true;
  connectivity.changed();
  connectivity.changed();
  await browser.advance(999);
  assert.equal(back.calls.length, 0);
  await browser.advance(5_000);
  assert.equal(back.calls.length, 1);
});

test('C31: the return of the network is told to whoever watches for it, though no event tells', async () => {
  const { browser, connectivity, back } = await createConnectivity({ onLine: false });
  connectivity.watch();
  await browser.advance(60_000);
  assert.equal(back.calls.length, 0);
  browser.onLine = true;
  await browser.advance(2_100);
  assert.equal(back.calls.length, 1);
});

test('whoever watches while the browser is online, or after its return, sets no timer', async () => {
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

test('C72: the state is settling for a second after the return of the network, which has to settle anew after each loss', async () => {
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

test('C72: a network that is lost while it settles is not told to be back, though no event tells of the loss', async () => {
  const { browser, connectivity, back } = await createConnectivity({ onLine: false });
  browser.onLine = true;
  connectivity.check();
  browser.onLine = false;
  await browser.advance(5_000);
  assert.equal(connectivity.check(), 'offline');
  assert.equal(back.calls.length, 0);
});

test('C63, C72: the probe must pass anew after a loss, or a return, that only an event or a page tells of', async () => {
  for (const tell of [(it) => it.lost(), (it) => it.returned(), (it) => it.settle(500)]) {
    const { browser, connectivity } = await createConnectivity({ probe: () => true });
    await connectivity.verify();
    tell(connectivity);
    await browser.advance(1_000);
    assert.equal(connectivity.check(), 'unverified');
  }
});

test('C63, C72: the probe must pass anew after a loss of the network', async () => {
  const { browser, connectivity } = await createConnectivity({ probe: () => true });
  await connectivity.verify();
  browser.onLine = false;
  connectivity.check();
  browser.onLine = true;
  assert.equal(connectivity.check(), 'settling');
  await browser.advance(1_000);
  assert.equal(connectivity.check(), 'unverified');
});

test('C72: what a page says of the settling counts only if it can be', async () => {
  const { connectivity } = await createConnectivity();
  for (const delay of [undefined, null, '500', NaN, Infinity, 1_001, -1]) {
    connectivity.settle(delay);
    assert.equal(connectivity.check(), 'online', String(delay));
  }
  connectivity.settle(1_000);
  assert.equal(connectivity.check(), 'settling');
});

test('C38: a loss that the browser tells of is told at once, even if the browser is online again', async () => {
  const { connectivity, lost } = await createConnectivity();
  connectivity.lost();
  assert.equal(lost.calls.length, 1);
});

test('C38: the loss of the network is told at once, also where the event comes before onLine has changed', async () => {
  const { browser, connectivity, lost } = await createConnectivity();
  connectivity.changed();
  assert.equal(lost.calls.length, 0);
  browser.onLine = false;
  await browser.advance(1_000);
  assert.equal(lost.calls.length, 1);
  connectivity.changed();
  assert.equal(lost.calls.length, 2);
});

test('a change while the browser stays online tells neither loss nor return', async () => {
  const { browser, connectivity, back, lost } = await createConnectivity();
  connectivity.changed();
  await browser.advance(60_000);
  assert.deepEqual([back.calls.length, lost.calls.length], [0, 0]);
});
