// PageChannel: the messages to pages.

import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyWorker } from './empty-worker.mjs';

async function createPageChannel() {
  const { browser, worker } = emptyWorker();
  const { PageChannel } = await worker.load('worker/wake/page-channel.js');
  return { browser, worker, pageChannel: new PageChannel(), told: worker.messagesToPages() };
}

test('requestWakeUp() asks the pages of the scope for a wake-up', async () => {
  const { browser, pageChannel, told } = await createPageChannel();
  pageChannel.requestWakeUp();
  await browser.settle();
  assert.deepEqual(told, [{ wakeMe: true }]);
});

test('announce() tells pages the due time and the back-off', async () => {
  const { browser, pageChannel, told } = await createPageChannel();
  pageChannel.announce(1_000, 40_000);
  await browser.settle();
  assert.deepEqual(told, [{ wakeMeAt: 1_000, backOff: 40_000 }]);
});

test('PageChannel opens one BroadcastChannel, at its first message', async () => {
  const { browser, pageChannel } = await createPageChannel();
  const before = browser.channels.names.length;
  pageChannel.requestWakeUp();
  pageChannel.requestWakeUp();
  assert.equal(browser.channels.names.length, before + 1);
});
