// migrateTags(): the tags that the polyfill has stored move to native support once the browser has it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { delayOpening } from '../../fake/idb-faults.mjs';
import { outcomeOf } from '../../fake/outcome.mjs';
import { refuse, withNativeSync } from './with-native-sync.mjs';

/** Makes the scope, and loads migrateTags() in it. */
async function setUp(tags) {
  const setup = await withNativeSync({ tags });
  const { migrateTags } = await setup.realm.import('shared/native/migrate.js');
  return { ...setup, migrateTags };
}

test('C62: each stored tag is registered natively, and removed from the polyfill', async () => {
  const { native, stored, migrateTags } = await setUp(['inbox', 'outbox']);
  await migrateTags();
  assert.deepEqual(native.asked, [['inbox'], ['outbox']]);
  assert.deepEqual(await stored(), []);
});

test('C62: a tag stays stored until native support has accepted it', async () => {
  const { browser, native, stored, migrateTags } = await setUp(['outbox']);
  let accept;
  native.register = () => new Promise((resolve) => (accept = resolve));
  const migrated = migrateTags();
  await browser.settle();
  assert.deepEqual([native.asked, await stored()], [[['outbox']], ['outbox']]);
  accept();
  await migrated;
  assert.deepEqual(await stored(), []);
});

test('C62: a tag that native support refuses stays stored, and the next tag is still registered', async () => {
  const { native, stored, migrateTags } = await setUp(['inbox', 'outbox']);
  native.register = async (tag) => tag === 'inbox' && refuse('NotAllowedError')();
  await migrateTags();
  assert.deepEqual(native.asked, [['inbox'], ['outbox']]);
  assert.deepEqual(await stored(), ['inbox']);
});

test('C62: a tag with a lone surrogate, which Chromium never answers to, stays stored and is not registered', async () => {
  const { native, stored, migrateTags } = await setUp(['\ud800', '😀']);
  await migrateTags();
  assert.deepEqual(native.asked, [['😀']]);
  assert.deepEqual(await stored(), ['\ud800']);
});

test('C65: a malformed record whose tag is not a string is not registered, and the other tags are', async () => {
  const { native, stored, migrateTags } = await setUp([5, 'outbox']);
  await migrateTags();
  assert.deepEqual(native.asked, [['outbox']]);
  assert.deepEqual(await stored(), [5]);
});

test('C62: a tag that is locked because its handler still runs stays stored and is not registered', async () => {
  const { browser, native, stored, migrateTags } = await setUp(['inbox', 'outbox']);
  browser.lockTag('inbox');
  await migrateTags();
  assert.deepEqual(native.asked, [['outbox']]);
  assert.deepEqual(await stored(), ['inbox']);
});

test('C62: a tag is locked until native support has answered, so that the polyfill does not fire it', async () => {
  const { browser, native, migrateTags } = await setUp(['outbox']);
  let locked;
  native.register = async () => (locked = browser.locks.heldNames);
  await migrateTags();
  assert.deepEqual(locked, ['background-sync-polyfill:https://app.example/\noutbox']);
  assert.deepEqual(browser.locks.heldNames, []);
});

test('C62: a tag that cannot be removed because IndexedDB does not answer is locked for 8 s and no longer', async () => {
  const { browser, native, migrateTags } = await setUp(['outbox']);
  let opening;
  native.register = async () => (opening = delayOpening(browser.indexedDB));
  void migrateTags();
  await browser.advance(7_900);
  assert.equal(opening.count, 1);
  assert.equal(browser.locks.heldNames.length, 1);
  await browser.advance(200);
  assert.deepEqual(browser.locks.heldNames, []);
});

test('C62: a tag that native support does not answer to in 10 s stays stored, and the next tag is registered', async () => {
  const { browser, native, stored, migrateTags } = await setUp(['inbox', 'outbox']);
  native.register = (tag) => (tag === 'inbox' ? new Promise(() => {}) : Promise.resolve());
  const migrated = outcomeOf(migrateTags());
  await browser.advance(9_900);
  assert.deepEqual([native.asked, migrated], [[['inbox']], {}]);
  await browser.advance(200);
  assert.deepEqual([native.asked, migrated], [[['inbox'], ['outbox']], { value: undefined }]);
  assert.equal(migrated.error, undefined);
  assert.deepEqual(await stored(), ['inbox']);
});

test('C20, C62: the tags of other registrations do not move to native support', async () => {
  const { browser, native, stored, migrateTags } = await setUp(['outbox']);
  browser.scope = 'https://app.example/shop/';
  await migrateTags();
  assert.deepEqual(native.asked, []);
  assert.deepEqual(await stored(), ['outbox']);
});

test('C62: no tag moves to native support without an active worker or a registration', async () => {
  for (const worker of [{ waiting: {} }, {}]) {
    const { browser, native, stored, migrateTags } = await setUp(['outbox']);
    Object.assign(browser, { active: null, ...worker });
    await migrateTags();
    assert.deepEqual(native.asked, []);
    assert.deepEqual(await stored(), ['outbox']);
  }
});

test('C57: migrateTags() opens no database and looks up no registration if the polyfill has stored nothing', async () => {
  const { browser, realm, native, migrateTags } = await setUp([]);
  let touched = 0;
  browser.indexedDB.open = realm.global.navigator.serviceWorker.getRegistration = () => touched++;
  await migrateTags();
  assert.deepEqual(native.asked, []);
  assert.equal(touched, 0);
});

test('C62: tags move by the native register() even if the fallback is installed meanwhile', async () => {
  const { realm, registration, native, stored, migrateTags } = await setUp(['outbox']);
  const { installFallback } = await realm.import('shared/native/fallback.js');
  const asked = [];
  native.register = refuse('NotAllowedError');
  const migrated = migrateTags();
  installFallback({ register: async (_registration, tag) => asked.push(tag) });
  void registration.sync;
  await migrated;
  assert.deepEqual([native.asked, asked, await stored()], [[['outbox']], [], ['outbox']]);
});

for (const [what, property] of [
  ['a declared function', { value: function mine() {}, writable: true, configurable: false }],
  [
    'a class that has a register() too',
    {
      value: class Mine {
        register() {}
      },
      writable: true,
      configurable: false,
    },
  ],
  ['nothing', { value: undefined, writable: true, configurable: true }],
]) {
  test(`C62, C66: tags move where the app has ${what} in the place of SyncManager`, async () => {
    const { realm, native, stored, migrateTags } = await setUp(['outbox']);
    Object.defineProperty(realm.global, 'SyncManager', property);
    await migrateTags();
    assert.deepEqual([native.asked, await stored()], [[['outbox']], []]);
  });
}

test('C62, C66: no tag moves by the fallback, which would store it again, if the app has its own SyncManager', async () => {
  const { realm, registration, native, stored, migrateTags } = await setUp(['outbox']);
  Object.defineProperty(realm.global, 'SyncManager', { value: class Mine {}, configurable: false });
  const { installFallback } = await realm.import('shared/native/fallback.js');
  const asked = [];
  native.register = refuse('NotAllowedError');
  const migrated = migrateTags();
  installFallback({ register: async (_registration, tag) => asked.push(tag) });
  void registration.sync;
  await migrated;
  assert.deepEqual([asked, await stored()], [[], ['outbox']]);
});

test('C62, C66: tags move without the fallback being told if the app has its own SyncManager', async () => {
  const { realm, native, stored, migrateTags } = await setUp(['outbox']);
  Object.defineProperty(realm.global, 'SyncManager', { value: class Mine {}, configurable: false });
  const { installFallback } = await realm.import('shared/native/fallback.js');
  const used = [];
  const migrated = migrateTags();
  installFallback({ registrationUsed: (registration) => used.push(registration) });
  await migrated;
  assert.deepEqual([native.asked, await stored(), used], [[['outbox']], [], []]);
});

test('C62, C66: tags move by the register() that a library has put in the place of the native one', async () => {
  const { realm, native, stored, migrateTags } = await setUp(['outbox']);
  const { prototype } = realm.global.SyncManager;
  const { register } = prototype;
  prototype.register = function (tag) {
    return register.call(this, `${tag}, wrapped`);
  };
  await migrateTags();
  assert.deepEqual([native.asked, await stored()], [[['outbox, wrapped']], []]);
});
