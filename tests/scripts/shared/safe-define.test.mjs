// The app or another library has already defined, replaced or frozen what the polyfill defines or replaces.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Worker } from '../fake/worker.mjs';
import { refuse, withNativeSync } from './native/with-native-sync.mjs';

/** A property with the attributes of a declaration at the top of a classic script. */
const declared = (value) => ({ value, writable: true, enumerable: true, configurable: false });
const define = (name, property) => ({ prepare: ({ global }) => Object.defineProperty(global, name, property) });

/** Registers a tag in the worker, lets its event succeed, and resolves with the event's tag. */
async function fireIn(worker) {
  const events = worker.syncEvents();
  const { answers } = await worker.request('register', { tag: 'outbox' });
  assert.deepEqual(answers, [{ ack: 1 }, { result: undefined }]);
  assert.equal(events.length, 1);
  events[0].succeed();
  await worker.browser.settle();
  assert.deepEqual(await worker.core.stored(), []);
  return events[0].tag;
}

for (const name of ['SyncManager', 'SyncEvent']) {
  test(`C66: a var ${name} in the worker's script gets the polyfill's class, as it would get the browser's`, async () => {
    const worker = await new Browser().startWorker(define(name, declared(undefined)));
    assert.equal(worker.global[name].name, name);
    assert.equal(await fireIn(worker), 'outbox');
    assert.deepEqual(worker.console, []);
  });

  for (const [what, property] of [
    ['a declared function', declared(() => 'mine')],
    ['a var with a value', declared('mine')],
    ['an assigned function', { ...declared(() => 'mine'), configurable: true }],
    ['an accessor', { get: () => 'mine', configurable: true }],
    ['a constant of the global object', { value: undefined }],
  ]) {
    test(`C66: ${what} named ${name} stays, the console says so once, and events fire`, async () => {
      const worker = await new Browser().startWorker(define(name, property));
      const kept = Object.getOwnPropertyDescriptor(worker.global, name);
      assert.equal(kept.value, property.value);
      assert.equal(kept.get, property.get);
      assert.equal(worker.console.length, 1);
      assert.match(worker.console[0], new RegExp(`^background-sync-polyfill: .*\\b${name}\\b`));
      assert.equal(await fireIn(worker), 'outbox');
    });
  }

  test(`C66: a class ${name} in the worker's script stays visible to its scripts, and events fire`, async () => {
    const worker = await new Browser().startWorker({
      prepare: (realm) => realm.run(`class ${name} { static mine = 1; }`),
    });
    assert.equal(worker.realm.run(`${name}.mine`), 1);
    assert.equal(worker.global[name].name, name);
    assert.equal(await fireIn(worker), 'outbox');
    assert.deepEqual(worker.console, []);
  });
}

for (const [what, settings, seen] of [
  ['a var', define('SyncManager', declared(undefined)), 'function'],
  [
    'a declared function',
    define(
      'SyncManager',
      declared(() => 'mine'),
    ),
    'mine',
  ],
  ['a class', { prepare: (realm) => realm.run('class SyncManager { static mine = 1; }') }, 'function'],
]) {
  test(`C66: sync works in a page where the app has ${what} named SyncManager`, async () => {
    const page = await new Browser().openPage(settings);
    assert.equal(seen === 'mine' ? page.global.SyncManager() : typeof page.global.SyncManager, seen);
    assert.equal(page.registration.sync, page.registration.sync);
    assert.deepEqual([...(await page.registration.sync.getTags())], []);
  });
}

for (const open of ['openPage', 'startWorker']) {
  for (const [what, property] of [
    ['a declared function', declared(() => 'mine')],
    ['a var', declared(undefined)],
    ['an object like ours', { ...declared({ version: '0.0.0' }), configurable: true }],
  ]) {
    test(`C66: ${what} named backgroundSyncPolyfill stays, and the console says so (${open})`, async () => {
      const scope = await new Browser()[open](define('backgroundSyncPolyfill', property));
      assert.equal(scope.global.backgroundSyncPolyfill, property.value);
      assert.equal(scope.console.length, 1);
      assert.match(scope.console[0], /\bbackgroundSyncPolyfill\b/);
      assert.equal(typeof scope.registration.sync.register, 'function');
    });
  }

  for (const [what, spoil, options] of [
    ['has frozen ServiceWorkerRegistration.prototype', Object.freeze],
    [
      'has defined a sync that cannot be replaced',
      (prototype) => Object.defineProperty(prototype, 'sync', { get: () => 1 }),
      { force: true },
    ],
  ]) {
    test(`C66: the polyfill does nothing but warn where a script ${what} (${open})`, async () => {
      const before = [];
      const scope = await new Browser()[open]({
        options,
        prepare({ global }) {
          spoil(global.ServiceWorkerRegistration.prototype);
          before.push(...Reflect.ownKeys(global));
        },
      });
      assert.deepEqual(
        Reflect.ownKeys(scope.global).filter((key) => !before.includes(key)),
        ['backgroundSyncPolyfill'],
      );
      assert.equal(scope.console.length, 1);
      assert.match(scope.console[0], /ServiceWorkerRegistration\.prototype\.sync\b/);
      assert.deepEqual([scope.listened, scope.browser.channels.names, scope.fetched], [[], [], []]);
    });
  }

  test(`C66: a frozen unregister() stays, the console says so, and sync works (${open})`, async () => {
    const mine = () => 'mine';
    const scope = await new Browser()[open]({
      prepare: ({ global }) =>
        Object.defineProperty(global.ServiceWorkerRegistration.prototype, 'unregister', {
          value: mine,
          configurable: false,
        }),
    });
    assert.equal(scope.registration.unregister, mine);
    assert.equal(scope.console.length, 1);
    assert.match(scope.console[0], /ServiceWorkerRegistration\.prototype\.unregister\b/);
    assert.equal(typeof scope.registration.sync.register, 'function');
  });

  test(`C66: options in a var backgroundSyncPolyfillOptions are used, and undefined counts as no options (${open})`, async () => {
    const name = 'backgroundSyncPolyfillOptions';
    const none = await new Browser()[open](define(name, declared(undefined)));
    assert.equal(typeof none.registration.sync.register, 'function');
    const { registration } = await new Browser()[open](define(name, declared({ disabled: true })));
    await assert.rejects(registration.sync.register('outbox'), (error) => error.name !== 'NotSupportedError');
  });
}

test('C66: each SyncEvent has its own waitUntil if a script has frozen ExtendableEvent.prototype', async () => {
  const worker = await new Browser().startWorker({
    prepare: ({ global }) => Object.freeze(global.ExtendableEvent.prototype),
  });
  assert.equal(await fireIn(worker), 'outbox');
});

test('C66: a read-only waitUntil of a library is replaced', async () => {
  const worker = await new Browser().startWorker({
    prepare({ global }) {
      const { prototype } = global.ExtendableEvent;
      const { waitUntil } = prototype;
      Object.defineProperty(prototype, 'waitUntil', { value: waitUntil, configurable: true });
    },
  });
  assert.equal(await fireIn(worker), 'outbox');
});

for (const [what, mine] of [
  ['the native SyncEvent', undefined],
  ['a SyncEvent of the polyfill', class Mine {}],
]) {
  test(`C58, C66: takeOverBroken fires ${what} where the app has ${mine ? 'a' : 'no'} SyncEvent of its own`, async () => {
    const { scope, realm, native } = await withNativeSync({ Half: Worker });
    native.register = refuse('NotAllowedError');
    const { SyncEvent } = realm.global;
    if (mine) Object.defineProperty(realm.global, 'SyncEvent', declared(mine));
    realm.global.backgroundSyncPolyfillOptions = { takeOverBroken: true };
    await scope.evaluate();
    let fired;
    scope.addEventListener('sync', (event) => (fired = event));
    await fireIn(scope);
    assert.equal(fired instanceof SyncEvent, !mine);
    assert.equal(realm.global.SyncEvent, mine ?? SyncEvent);
    assert.equal(fired.tag, 'outbox');
  });
}
