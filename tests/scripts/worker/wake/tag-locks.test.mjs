// TagLocks: the locks of the tags, with Web Locks and in browsers without them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Clock } from '../../fake/clock.mjs';
import { Locks } from '../../fake/locks.mjs';
import { Realm } from '../../fake/realm.mjs';
import { queueTask, settle } from '../../fake/tasks.mjs';
import { outcomeOf } from '../../fake/outcome.mjs';

const FAILURE = new Error('the test');

/**
 * Makes the TagLocks of a worker with this navigator.locks. `counts` tells how often a lock was
 * reported as free or refused.
 */
async function createTagLocks(locks) {
  const lines = [];
  const clock = new Clock();
  const globals = {
    ...clock.globals(() => true),
    DOMException,
    navigator: { locks },
    registration: { scope: 'https://app.example/' },
    console: { error: (...words) => lines.push(words.join(' ')) },
  };
  const { TagLocks } = await new Realm(globals).import('worker/wake/tag-locks.js');
  const counts = { free: 0, refused: 0 };
  const taken = new TagLocks(
    () => counts.free++,
    () => counts.refused++,
  );
  return { clock, locks: taken, counts, lines };
}

/**
 * Web Locks that are free only a while after their callback has ended, since the release goes to
 * another process.
 */
function slowManager(locks, owner) {
  const manager = locks.manager(owner);
  return {
    request: (name, options, callback) =>
      manager.request(name, options, async (lock) => {
        await callback(lock);
        if (lock) await new Promise((resolve) => queueTask(() => queueTask(resolve)));
      }),
  };
}

for (const [where, makeManager] of Object.entries({
  'with Web Locks': () => new Locks().manager({}),
  'with Web Locks that are free only after a while': () => slowManager(new Locks(), {}),
  'without Web Locks': () => undefined,
})) {
  test(`C56: ${where} a tag is locked once until it is unlocked`, async () => {
    const { locks, counts } = await createTagLocks(makeManager());
    const unlock = await locks.tryLock('outbox');
    assert.equal(typeof unlock, 'function');
    assert.equal(await locks.tryLock('outbox'), null);
    await settle();
    assert.deepEqual(counts, { free: 0, refused: 1 });
    unlock();
    await settle();
    assert.equal(typeof (await locks.tryLock('outbox')), 'function');
  });

  test(`C32: ${where} two tags are locked independently`, async () => {
    const { locks } = await createTagLocks(makeManager());
    const taken = await Promise.all(['inbox', 'outbox'].map((tag) => locks.tryLock(tag)));
    assert.deepEqual(
      taken.map((unlock) => typeof unlock),
      ['function', 'function'],
    );
  });

  test(`C34: ${where} a tag can be locked again right after it was unlocked`, async () => {
    const { locks, counts } = await createTagLocks(makeManager());
    for (let i = 0; i < 3; i++) {
      const unlock = await locks.tryLock('outbox');
      assert.equal(typeof unlock, 'function');
      unlock();
    }
    await settle();
    assert.deepEqual(counts, { free: 0, refused: 0 });
  });

  test(`C56: ${where} a tag that was refused twice is reported as free once`, async () => {
    const { locks, counts } = await createTagLocks(makeManager());
    const unlock = await locks.tryLock('outbox');
    for (let i = 0; i < 2; i++) assert.equal(await locks.tryLock('outbox'), null);
    await settle();
    assert.equal(counts.free, 0);
    unlock();
    await settle();
    assert.deepEqual(counts, { free: 1, refused: 2 });
  });

  test(`C56: ${where} a tag is reported as free after each unlock that follows a refusal`, async () => {
    const { locks, counts } = await createTagLocks(makeManager());
    for (let i = 1; i <= 3; i++) {
      const unlock = await locks.tryLock('outbox');
      assert.equal(await locks.tryLock('outbox'), null);
      unlock();
      await settle();
      assert.equal(counts.free, i);
    }
  });

  test(`C56: ${where} one of two simultaneous requests for a tag gets the lock`, async () => {
    const { locks } = await createTagLocks(makeManager());
    const taken = await Promise.all([locks.tryLock('outbox'), locks.tryLock('outbox')]);
    assert.deepEqual(taken.map((unlock) => typeof unlock).sort(), ['function', 'object']);
  });
}

test('C56: a tag that another worker has locked is reported as free when that worker ends', async () => {
  const shared = new Locks();
  const other = {};
  const theirs = await createTagLocks(shared.manager(other));
  const ours = await createTagLocks(shared.manager({}));
  assert.equal(typeof (await theirs.locks.tryLock('outbox')), 'function');
  assert.equal(await ours.locks.tryLock('outbox'), null);
  assert.equal(ours.counts.free, 0);
  shared.releaseAllOf(other);
  await settle();
  assert.equal(ours.counts.free, 1);
  assert.equal(typeof (await ours.locks.tryLock('outbox')), 'function');
});

test('tryLock() resolves with null and reports a refusal each time that the lock request fails', async () => {
  const shared = new Locks();
  shared.failure = FAILURE;
  const { locks, counts, lines } = await createTagLocks(shared.manager({}));
  assert.equal(await locks.tryLock('outbox'), null);
  assert.equal(await locks.tryLock('outbox'), null);
  assert.deepEqual(counts, { free: 0, refused: 2 });
  assert.match(lines[0], /'outbox' of https:\/\/app\.example\/.*the test/);
});

test('a failed lock request is reported as refused and not as free, although waiting for the lock would work', async () => {
  const { locks, counts } = await createTagLocks({
    request: async (name, { ifAvailable }, callback) => {
      if (ifAvailable) throw FAILURE;
      return callback({ name });
    },
  });
  assert.equal(await locks.tryLock('outbox'), null);
  await settle();
  assert.deepEqual(counts, { free: 0, refused: 1 });
});

test('a failed wait for a lock is reported as refused and not as free, and the next tryLock() waits again', async () => {
  const waited = [];
  const { locks, counts } = await createTagLocks({
    request: async (name, { ifAvailable }, callback) => {
      if (ifAvailable) return callback(null);
      waited.push(name);
      throw FAILURE;
    },
  });
  for (let i = 1; i <= 2; i++) {
    assert.equal(await locks.tryLock('outbox'), null);
    await settle();
    assert.deepEqual(counts, { free: 0, refused: 2 * i });
  }
  assert.deepEqual(waited, Array(2).fill('background-sync-polyfill:https://app.example/\noutbox'));
});

test('a lock request without an answer in 8 s is reported as refused, and a lock that is granted later is released', async () => {
  const shared = new Locks();
  const manager = shared.manager({});
  const held = [];
  const { clock, locks, counts, lines } = await createTagLocks({
    request: (...args) =>
      new Promise((resolve, reject) => held.push(() => manager.request(...args).then(resolve, reject))),
  });
  const taking = outcomeOf(locks.tryLock('outbox'));
  await clock.advance(7_900);
  assert.deepEqual(taking, {});
  await clock.advance(200);
  assert.deepEqual(taking, { value: null });
  assert.deepEqual(counts, { free: 0, refused: 1 });
  assert.match(lines[0], /'outbox'.*TimeoutError/);
  for (const answer of held) answer();
  await settle();
  assert.deepEqual(shared.heldNames, []);
});

test('tryLock() reports a refusal after 8 s if the last release of the lock never ends', async () => {
  const { clock, locks, counts } = await createTagLocks({
    request: (name, options, callback) => {
      void callback({ name });
      return new Promise(() => {});
    },
  });
  const unlock = await locks.tryLock('outbox');
  unlock();
  const again = outcomeOf(locks.tryLock('outbox'));
  await clock.advance(8_100);
  assert.deepEqual(again, { value: null });
  assert.deepEqual(counts, { free: 0, refused: 1 });
});
