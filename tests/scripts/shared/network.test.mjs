// Network: whether the browser is online, and whether the network has settled.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Page } from '../fake/page.mjs';

async function createNetwork({ onLine = true, prepare } = {}) {
  const browser = new Browser();
  browser.onLine = onLine;
  const { Network } = await new Page(browser, { prepare }).load('shared/network.js');
  let backs = 0;
  let gone = 0;
  const network = new Network(
    () => backs++,
    () => gone++,
  );
  return { browser, network, backs: () => backs, gone: () => gone };
}

test('C72: a network that is there from the start has settled', async () => {
  const { browser, network, backs } = await createNetwork();
  assert.equal(network.readState(), 'online');
  assert.equal(network.settlesIn, undefined);
  await browser.advance(5_000);
  assert.equal(backs(), 0);
});

test('C72: a network that comes back settles for a second, and then its return is reported', async () => {
  const { browser, network, backs } = await createNetwork({ onLine: false });
  assert.equal(network.readState(), 'offline');
  browser.onLine = true;
  assert.equal(network.readState(), 'settling');
  await browser.advance(400);
  assert.equal(network.settlesIn, 600);
  await browser.advance(599);
  assert.equal(backs(), 0);
  await browser.advance(1);
  assert.equal(backs(), 1);
  assert.equal(network.readState(), 'online');
  assert.equal(network.settlesIn, undefined);
});

test('C72: a network that comes back settles for 0.1 s in WebKit, which reports the return late', async () => {
  const prepare = ({ global }) => {
    global.Error = class extends Error {
      line = 1;
    };
  };
  const { browser, network, backs } = await createNetwork({ onLine: false, prepare });
  browser.onLine = true;
  assert.equal(network.readState(), 'settling');
  await browser.advance(99);
  assert.equal(backs(), 0);
  await browser.advance(1);
  assert.equal(backs(), 1);
});

test('C72: a loss while the network settles makes it settle again, even if the network is back before anything reads its state', async () => {
  const { browser, network, backs } = await createNetwork({ onLine: false });
  browser.onLine = true;
  network.readState();
  await browser.advance(500);
  network.lost();
  await browser.advance(600);
  assert.equal(backs(), 0);
  assert.equal(network.readState(), 'settling');
});

test('C72: a network that is gone when it should have settled is reported as lost', async () => {
  const { browser, network, backs, gone } = await createNetwork({ onLine: false });
  browser.onLine = true;
  network.readState();
  browser.onLine = false;
  await browser.advance(1_000);
  assert.deepEqual([backs(), gone()], [0, 1]);
});

test('C72: a longer settling time replaces a shorter one', async () => {
  const { browser, network, backs } = await createNetwork();
  network.settle(300);
  network.settle(700);
  await browser.advance(699);
  assert.deepEqual([network.readState(), backs()], ['settling', 0]);
  await browser.advance(1);
  assert.deepEqual([network.readState(), backs()], ['online', 1]);
});

test('C72: a shorter settling time does not replace a longer one', async () => {
  const { browser, network, backs } = await createNetwork();
  network.settle(700);
  network.settle(300);
  assert.equal(network.readState(), 'settling');
  await browser.advance(699);
  assert.equal(backs(), 0);
  await browser.advance(1);
  assert.equal(backs(), 1);
});
