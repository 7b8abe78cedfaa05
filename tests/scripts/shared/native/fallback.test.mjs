// Option takeOverBroken: the polyfill is the fallback for tags that native support refuses.

import assert from 'node:assert/strict';
import test from 'node:test';
import { failOpening } from '../../fake/idb-faults.mjs';
import { outcomeOf } from '../../fake/outcome.mjs';
import { refuse, withNativeSync } from './with-native-sync.mjs';

/** Makes the scope with the fallback installed. What its backend is asked to register is added to `asked`. */
async function withFallback({ tags, register = async () => {}, prepare = () => {} } = {}) {
  const setup = await withNativeSync({ tags });
  prepare(setup.realm.global);
  const asked = [];
  const used = [];
  const { installFallback } = await setup.realm.import('shared/native/fallback.js');
  installFallback({
    register: async (registration, tag) => {
      asked.push([registration, tag]);
      return register(tag);
    },
    registrationUsed: (registration) => used.push(registration),
  });
  return { ...setup, asked, used };
}

for (const name of ['NotAllowedError', 'UnknownError']) {
  test(`C58: a tag that native support refuses with ${name} goes to the polyfill`, async () => {
    const { registration, native, asked } = await withFallback();
    native.register = refuse(name);
    assert.equal(await registration.sync.register({ toString: () => 'outbox' }), undefined);
    assert.deepEqual(native.asked, [['outbox']]);
    assert.equal(asked.length, 1);
    assert.equal(asked[0][0], registration);
    assert.equal(asked[0][1], 'outbox');
  });
}

test("C58: register() rejects with native support's error if that error is not a refusal", async () => {
  const { registration, native, asked } = await withFallback();
  for (const name of ['InvalidAccessError', 'InvalidStateError', 'TypeError']) {
    native.register = refuse(name);
    await assert.rejects(registration.sync.register('outbox'), { name, message: `${name} of the test` });
  }
  assert.deepEqual(asked, []);
});

test('C58: a tag that native support accepts does not go to the polyfill', async () => {
  const { registration, native, asked } = await withFallback();
  assert.equal(await registration.sync.register('outbox'), undefined);
  assert.deepEqual(native.asked, [['outbox']]);
  assert.deepEqual(asked, []);
});

test('C58: register() without an argument goes to native support, which rejects with a TypeError', async () => {
  const { registration, native } = await withFallback();
  await registration.sync.register();
  assert.deepEqual(native.asked, [[]]);
});

test("C58: register() rejects with native support's refusal if the worker does not load the polyfill", async () => {
  const { registration, native } = await withFallback({ register: refuse('NotSupportedError') });
  native.register = refuse('NotAllowedError');
  await assert.rejects(registration.sync.register('outbox'), {
    name: 'NotAllowedError',
    message: 'NotAllowedError of the test',
  });
});

test("C58: register() rejects with the polyfill's error if the polyfill refuses the tag, too", async () => {
  const { registration, native } = await withFallback({ register: refuse('InvalidAccessError') });
  native.register = refuse('NotAllowedError');
  await assert.rejects(registration.sync.register('outbox'), { name: 'InvalidAccessError' });
});

test('C58: a SyncManager that the app read before the polyfill ran stays native', async () => {
  const { registration, manager, native, asked, used } = await withFallback({ tags: ['stored'] });
  native.register = refuse('NotAllowedError');
  const staysNative = async (early) => {
    await assert.rejects(early.register('outbox'), { name: 'NotAllowedError' });
    assert.deepEqual([...(await early.getTags())], []);
    assert.deepEqual(asked, []);
  };
  await staysNative(manager);
  assert.deepEqual(used, []);
  // Reading sync of a registration makes the polyfill wrap the methods of its SyncManager.
  void registration.sync;
  await staysNative(new manager.constructor());
});

test('C06, C58: registration.sync stays the native SyncManager, and the backend is told once that it is used', async () => {
  const { registration, manager, used } = await withFallback();
  assert.equal(registration.sync, manager);
  const { register } = manager;
  assert.equal(registration.sync, manager);
  assert.equal(manager.register, register);
  assert.equal(used.length, 1);
  assert.equal(used[0], registration);
});

test('C58: a tag that native support accepts is removed from the polyfill before register() resolves, and other tags stay', async () => {
  const { registration, stored } = await withFallback({ tags: ['outbox', 'other'] });
  await registration.sync.register('outbox');
  assert.deepEqual(await stored(), ['other']);
});

test('C58: a tag whose handler runs in the polyfill stays stored, and register() does not wait for the handler', async () => {
  const { browser, registration, stored } = await withFallback({ tags: ['outbox'] });
  browser.lockTag('outbox');
  await registration.sync.register('outbox');
  assert.deepEqual(await stored(), ['outbox']);
});

test('C58: register() waits 1 s at most for a database that does not answer', async () => {
  const { browser, registration } = await withFallback({ tags: ['outbox'] });
  browser.indexedDB.open = () => ({});
  const registered = outcomeOf(registration.sync.register('outbox'));
  await browser.advance(900);
  assert.deepEqual(registered, {});
  await browser.advance(200);
  assert.deepEqual(registered, { value: undefined });
});

test('C58: getTags() lists the tags of native support and of the polyfill, each once', async () => {
  const { registration, native } = await withFallback({ tags: ['both', 'stored'] });
  native.getTags = async () => ['native', 'both'];
  assert.deepEqual([...(await registration.sync.getTags())], ['native', 'both', 'stored']);
});

test("C58: getTags() lists the polyfill's tags if native support refuses, and rejects with any other error of native support", async () => {
  const { registration, native } = await withFallback({ tags: ['stored'] });
  native.getTags = refuse('UnknownError');
  assert.deepEqual([...(await registration.sync.getTags())], ['stored']);
  native.getTags = refuse('InvalidStateError');
  await assert.rejects(registration.sync.getTags(), { name: 'InvalidStateError' });
});

test('C19, C58: getTags() lists a tag that native support refuses and the polyfill stores while getTags() waits', async () => {
  const { browser, registration, native, core } = await withFallback({ register: (tag) => store(tag) });
  const waiting = [];
  const store = (tag) => new Promise((resolve) => waiting.push(() => core.store(tag).then(resolve)));
  let refuseNow;
  native.register = () =>
    new Promise((_, reject) => (refuseNow = () => reject(Object.assign(new Error(), { name: 'UnknownError' }))));
  void registration.sync.register('outbox');
  const listed = outcomeOf(registration.sync.getTags());
  await browser.settle();
  refuseNow();
  await browser.settle();
  assert.deepEqual(listed, {});
  await waiting[0]();
  await browser.settle();
  assert.deepEqual([...listed.value], ['outbox']);
});

for (const [what, later] of [
  ['fails', refuse('InvalidAccessError')],
  ['is accepted', async () => {}],
]) {
  test(`C19, C58: getTags() waits for a pending register() although a later register() ${what}`, async () => {
    const { browser, registration, native } = await withFallback({ tags: ['stored'] });
    let accept;
    native.register = () => new Promise((resolve) => (accept = resolve));
    void registration.sync.register('first');
    await browser.settle();
    native.register = later;
    const second = outcomeOf(registration.sync.register('second'));
    const listed = outcomeOf(registration.sync.getTags());
    await browser.settle();
    assert.equal(second.error?.name, what === 'fails' ? 'InvalidAccessError' : undefined);
    assert.deepEqual(listed, {});
    accept();
    await browser.settle();
    assert.deepEqual([...listed.value], ['stored']);
  });
}

test('C19, C58: a register() that native support never answers delays getTags() by 10 s at most, and later calls of getTags() not at all', async () => {
  const { browser, registration, native } = await withFallback({ tags: ['stored'] });
  native.register = () => new Promise(() => {});
  void registration.sync.register('stuck');
  const listed = outcomeOf(registration.sync.getTags());
  await browser.advance(9_900);
  assert.deepEqual(listed, {});
  await browser.advance(200);
  assert.deepEqual([...listed.value], ['stored']);
  const later = outcomeOf(registration.sync.getTags());
  await browser.settle();
  assert.deepEqual([...later.value], ['stored']);
});

test('C58: getTags() lists the tags of native support if the database cannot be read', async () => {
  const { browser, registration, native } = await withFallback({ tags: ['stored'] });
  native.getTags = async () => ['native'];
  failOpening(browser.indexedDB);
  assert.deepEqual([...(await registration.sync.getTags())], ['native']);
});

/** Gives the app its own SyncManager, with the attributes of a declared function. */
const declareSyncManager = (global) =>
  Object.defineProperty(global, 'SyncManager', { value: class Mine {}, writable: true, configurable: false });

test("C58, C66: a tag that native support refuses goes to the polyfill, and the app's own SyncManager stays", async () => {
  const { registration, native, asked, realm } = await withFallback({ prepare: declareSyncManager });
  native.register = refuse('NotAllowedError');
  await registration.sync.register('outbox');
  await registration.sync.register('outbox');
  assert.deepEqual(native.asked, [['outbox'], ['outbox']]);
  assert.equal(asked.length, 2);
  assert.deepEqual(Reflect.ownKeys(realm.global.SyncManager.prototype), ['constructor']);
});

test('C58, C66: a frozen native SyncManager stays, and nothing throws', async () => {
  const { registration, native, asked } = await withFallback({
    prepare: ({ SyncManager }) => [SyncManager, SyncManager.prototype].forEach(Object.freeze),
  });
  native.register = refuse('NotAllowedError');
  await assert.rejects(registration.sync.register('outbox'), { name: 'NotAllowedError' });
  assert.deepEqual(asked, []);
});

test('C58, C66: read-only methods of a SyncManager are replaced', async () => {
  const { registration, native, asked } = await withFallback({
    prepare({ SyncManager: { prototype } }) {
      for (const name of ['register', 'getTags']) Object.defineProperty(prototype, name, { writable: false });
    },
  });
  native.register = refuse('NotAllowedError');
  await registration.sync.register('outbox');
  assert.equal(asked.length, 1);
});

for (const [options, wanted] of [
  [{ takeOverBroken: true }, true],
  [{ takeOverBroken: false }, false],
  [{ takeOverBroken: true, disabled: true }, false],
]) {
  test(`C58: with ${JSON.stringify(options)} native support has ${wanted ? 'a' : 'no'} fallback`, async () => {
    const { realm } = await withNativeSync();
    const { wantsFallback } = await realm.import('shared/native/fallback.js');
    assert.equal(wantsFallback(options), wanted);
  });
}

test('C58: a sync that a script has defined has no fallback', async () => {
  const { realm } = await withNativeSync();
  const { wantsFallback } = await realm.import('shared/native/fallback.js');
  Object.defineProperty(realm.global.ServiceWorkerRegistration.prototype, 'sync', { get: () => undefined });
  assert.equal(wantsFallback({ takeOverBroken: true }), false);
});
