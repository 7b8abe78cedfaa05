// A failed wake-up is tried again, after longer and longer waits.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { failOpening } from '../fake/idb-faults.mjs';
import { startWithStoredTag } from './start-with-stored-tag.mjs';

const FAILURE = Object.assign(new Error('the disk is full'), { name: 'UnknownError' });

/** Starts a worker whose core fails at each wake-up. The second of each wake-up is added to `wakenAt`. */
async function startFailing() {
  const { browser, worker, told } = await startWithStoredTag();
  const wakenAt = [];
  const begun = browser.clock.now;
  worker.core.wake = async () => {
    wakenAt.push(Math.round((browser.clock.now - begun) / 1_000));
    throw FAILURE;
  };
  return { browser, worker, told, wakenAt };
}

test('C14: a failed wake-up is tried again after 20 s, then after twice as long each time, up to 5 minutes', async () => {
  const { browser, worker, told, wakenAt } = await startFailing();
  const begun = browser.clock.now;
  await worker.request('wake');
  await browser.advance(1_300_000);
  assert.deepEqual(wakenAt, [0, 20, 60, 140, 300, 600, 900, 1200]);
  const announced = told.map(({ wakeMeAt }) => Math.round((wakeMeAt - begun) / 1_000));
  assert.deepEqual(announced.slice(0, 5), [20, 60, 140, 300, 600]);
  assert.match(worker.console.join(), /stored tags.*the disk is full/);
});

test('C14: a further failure does not move a retry that is already due', async () => {
  const { browser, worker, wakenAt } = await startFailing();
  await worker.request('wake');
  await browser.advance(10_000);
  await worker.request('wake');
  await browser.advance(10_100);
  assert.deepEqual(wakenAt, [0, 10, 20]);
});

test('C14: a wake-up that succeeds ends the back-off, so the next failure is tried again after 20 s', async () => {
  const { browser, worker, wakenAt } = await startFailing();
  const fail = worker.core.wake;
  await worker.request('wake');
  await browser.advance(25_000);
  worker.core.wake = async () => {};
  await worker.request('wake');
  await browser.advance(300_000);
  assert.deepEqual(wakenAt, [0, 20]);
  worker.core.wake = fail;
  await worker.request('wake');
  await browser.advance(20_100);
  assert.deepEqual(wakenAt.map((time) => time - wakenAt[2]).slice(2), [0, 20]);
});

test('C14: a wake-up that began before the latest failure does not cancel the retry when it succeeds', async () => {
  const { browser, worker, wakenAt } = await startFailing();
  const fail = worker.core.wake;
  let end;
  worker.core.wake = () => new Promise((resolve) => (end = resolve));
  await worker.request('wake');
  worker.core.wake = fail;
  await worker.request('wake');
  end();
  await browser.advance(20_100);
  assert.deepEqual(wakenAt, [0, 20]);
});

test('C14: a wake-up that cannot read the database is tried again, since a tag may be stored', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  const mend = failOpening(browser.indexedDB);
  const { answers } = await worker.request('wake');
  assert.ok(answers[1].result.due > browser.clock.now);
  mend();
  await browser.advance(20_100);
  assert.equal(events.length, 1);
});

test('C14: a wake-up whose database does not answer in 8 s is tried again', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  const { open } = browser.indexedDB;
  browser.indexedDB.open = () => ({});
  const { answers } = await worker.request('wake');
  await browser.advance(7_900);
  assert.equal(answers.length, 1);
  await browser.advance(200);
  assert.equal(answers.length, 2);
  browser.indexedDB.open = open;
  await browser.advance(20_100);
  assert.equal(events.length, 1);
});

test('a tag whose lock request fails is tried again after 20 s, and the console has the error', async () => {
  const { browser, worker, events } = await startWithStoredTag();
  browser.locks.failure = new DOMException('no locks', 'SecurityError');
  await worker.request('wake');
  assert.match(worker.console.join(), /'outbox'.*no locks/);
  browser.locks.failure = undefined;
  await browser.advance(19_800);
  assert.equal(events.length, 0);
  await browser.advance(300);
  assert.equal(events.length, 1);
});

test('C63: the back-off ends when the last tag is removed, even if no event removed the tag', async () => {
  const browser = new Browser();
  const asked = [];
  const connectivityProbe = () => void asked.push(Math.floor((browser.clock.now - begun) / 1_000));
  const worker = await browser.startWorker({ options: { connectivityProbe } });
  let begun = browser.clock.now;
  await worker.request('register', { tag: 'outbox' });
  await browser.advance(200_000);
  assert.deepEqual(asked.splice(0), [0, 20, 60, 140]);
  await worker.core.remove('outbox');
  await browser.advance(200_000);
  begun = browser.clock.now;
  await worker.request('register', { tag: 'another' });
  await browser.advance(70_000);
  assert.deepEqual(asked, [0, 20, 60]);
});
