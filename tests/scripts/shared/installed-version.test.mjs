// A page or worker that loads two copies of the polyfill's script.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Worker } from '../fake/worker.mjs';
import { withNativeSync } from './native/with-native-sync.mjs';

const MARK = Symbol.for('background-sync-polyfill');

/** The members of an object: [label, value or getter]. */
const members = (label, object) =>
  Object.entries(Object.getOwnPropertyDescriptors(object)).map(([name, { value, get }]) => [
    `${label}.${name}`,
    get ?? value,
  ]);

/** Everything that a script can leave in a scope: [label, value]. */
async function traces({ global, listened, fetched, browser, console }) {
  const interfaces = ['SyncManager', 'SyncEvent', 'ServiceWorkerRegistration', 'ExtendableEvent', 'Permissions'];
  return [
    ...members('global', global),
    ...interfaces.filter((name) => name in global).flatMap((name) => members(name, global[name].prototype)),
    ['listeners', listened.join()],
    ['fetched', fetched.join()],
    ['channels', browser.channels.names.join()],
    ['databases', (await browser.indexedDB.databases()).map(({ name }) => name).join()],
    ['console', console.join()],
  ];
}

/** Asserts that a second copy of the same version changes nothing. */
async function staysTheSame(scope) {
  const before = await traces(scope);
  await scope.evaluateAgain();
  await scope.browser.advance(60_000);
  const after = await traces(scope);
  assert.deepEqual(
    after.map(([label]) => label),
    before.map(([label]) => label),
  );
  for (const [i, [label, value]] of after.entries()) assert.ok(Object.is(value, before[i][1]), label);
}

for (const open of ['openPage', 'startWorker']) {
  for (const options of [
    undefined,
    { force: true },
    { disabled: true },
    { force: true, disabled: true },
    { takeOverBroken: true },
  ]) {
    const title = `${open}, ${JSON.stringify(options)}`;

    /** Makes a scope with one copy, and lets a minute pass for what the copy does when it starts. */
    const start = async () => {
      const scope = await new Browser()[open]({ options });
      await scope.browser.advance(60_000);
      return scope;
    };

    test(`C67: a second copy of the same version does nothing (${title})`, async () => {
      const scope = await start();
      const { sync } = scope.registration;
      await staysTheSame(scope);
      assert.equal(scope.registration.sync, sync);
      assert.equal(sync instanceof scope.global.SyncManager, true);
      assert.equal(scope.global.SyncManager[MARK], '0.0.0');
    });

    test(`C67: a second copy of another version warns once, and does nothing (${title})`, async () => {
      const scope = await start();
      const { sync } = scope.registration;
      const { listened } = scope;
      await scope.evaluateAgain('0.0.1');
      assert.equal(scope.console.length, 1);
      for (const version of ['0.0.0', '0.0.1']) assert.ok(scope.console[0].includes(version), scope.console[0]);
      assert.equal(scope.registration.sync, sync);
      assert.equal(scope.global.backgroundSyncPolyfill.version, '0.0.0');
      assert.deepEqual(scope.listened, listened);
    });

    test(`C67: a second copy does nothing where the app has a SyncManager of its own (${title})`, async () => {
      const scope = await start();
      class Mine {}
      scope.global.SyncManager = Mine;
      await staysTheSame(scope);
      assert.equal(scope.global.SyncManager, Mine);
    });

    test(`C67: a second copy does nothing where a library has wrapped sync (${title})`, async () => {
      const scope = await start();
      const { prototype } = scope.global.ServiceWorkerRegistration;
      const { get } = Object.getOwnPropertyDescriptor(prototype, 'sync');
      const wrapped = function () {
        return get.call(this);
      };
      Object.defineProperty(prototype, 'sync', { get: wrapped });
      await staysTheSame(scope);
      assert.equal(Object.getOwnPropertyDescriptor(prototype, 'sync').get, wrapped);
    });
  }

  test(`C67: the options of a second copy are ignored (${open})`, async () => {
    const scope = await new Browser()[open]();
    await scope.browser.advance(60_000);
    scope.global.backgroundSyncPolyfillOptions = { nonsense: true };
    await staysTheSame(scope);
  });
}

for (const [half, Half] of [
  ['page', undefined],
  ['worker', Worker],
]) {
  const start = async (options) => {
    const setup = await withNativeSync({ Half });
    setup.realm.global.backgroundSyncPolyfillOptions = options;
    const { native, scope } = setup;
    await scope.evaluate();
    await scope.browser.advance(60_000);
    return { ...setup, native };
  };

  for (const version of ['0.0.0', '0.0.1']) {
    test(`C57, C67: native support that is left alone is not marked, and a second copy of version ${version} says nothing (${half})`, async () => {
      const { scope } = await start();
      const { global } = scope;
      const { get } = Object.getOwnPropertyDescriptor(global.ServiceWorkerRegistration.prototype, 'sync');
      await scope.evaluateAgain(version);
      assert.deepEqual([global.SyncManager[MARK], get[MARK]], [undefined, undefined]);
      assert.deepEqual([scope.console, scope.listened], [[], []]);
      assert.equal(global.backgroundSyncPolyfill.version, '0.0.0');
      assert.equal(global.backgroundSyncPolyfill[MARK], '0.0.0');
      assert.deepEqual(Object.keys(global.backgroundSyncPolyfill), ['version']);
    });
  }

  for (const options of [{ takeOverBroken: true }, { force: true }]) {
    test(`C67: a second copy does nothing with ${JSON.stringify(options)} and native support (${half})`, async () => {
      const { scope } = await start(options);
      await staysTheSame(scope);
      void scope.registration.sync;
      assert.equal(scope.global.SyncManager[MARK], '0.0.0');
      await staysTheSame(scope);
    });

    test(`C67: a second copy of another version warns, even before the app reads sync, with ${JSON.stringify(options)} and native support (${half})`, async () => {
      const { scope } = await start(options);
      await scope.evaluateAgain('0.0.1');
      assert.equal(scope.console.length, 1);
      for (const version of ['0.0.0', '0.0.1']) assert.ok(scope.console[0].includes(version), scope.console[0]);
    });
  }
}
