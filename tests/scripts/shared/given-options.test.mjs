// The ways in which the app gives its options, and the warnings about options that have no effect.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Page } from '../fake/page.mjs';
import { Worker } from '../fake/worker.mjs';
import { Realm } from '../fake/realm.mjs';
import { withNativeSync } from './native/with-native-sync.mjs';

/**
 * The warning about options in the global that come too late: the global's name, and the call to make
 * instead.
 */
const TOO_LATE = /backgroundSyncPolyfillOptions.*apply\(options\)/;

/** Sets options only after the polyfill's script has read the global. */
function setLate({ global }) {
  let reads = 0;
  const late = { maxAttempts: 1 };
  Object.defineProperty(global, 'backgroundSyncPolyfillOptions', { get: () => (reads++ ? late : undefined) });
}

for (const open of ['openPage', 'startWorker']) {
  test(`the console says that options set after the script has run have no effect (${open})`, async () => {
    const scope = await new Browser()[open]({ prepare: setLate });
    await scope.browser.advance(1);
    assert.equal(scope.console.length, 1);
    assert.match(scope.console[0], TOO_LATE);
  });

  for (const options of [undefined, { maxAttempts: 1 }]) {
    test(`the console stays empty for ${options ? 'options that are set in time' : 'an app without options'} (${open})`, async () => {
      const scope = await new Browser()[open]({ options });
      await scope.browser.advance(1);
      assert.deepEqual(scope.console, []);
    });
  }
}

test('C15: the error of a missing core says that the options came too late', async () => {
  const worker = await new Browser().startWorker();
  worker.global.backgroundSyncPolyfillOptions = { wasmURL: '/static/core.wasm.gz' };
  worker.answerFetch = async () => new Response('', { status: 404 });
  const { answers } = await worker.request('getTags');
  assert.match(answers[1].error.message, TOO_LATE);
});

for (const [half, open, Half] of [
  ['page', 'openPage', Page],
  ['worker', 'startWorker', Worker],
]) {
  /** Loads the module with apply() in a scope where the polyfill is applied already. */
  const load = async () => {
    const scope = await new Browser()[open]();
    scope.realm.clearModules();
    return { scope, fn: await scope.load(`${half}/fn.js`) };
  };

  test(`apply(options) warns that the options have no effect if the polyfill is applied already (${half})`, async () => {
    const { scope, fn } = await load();
    fn.apply();
    assert.deepEqual(scope.console, []);
    fn.apply({ maxAttempts: 1 });
    assert.match(scope.console.join(), /applied already/);
  });

  test(`apply() warns once that it does not read backgroundSyncPolyfillOptions (${half})`, async () => {
    const { scope, fn } = await load();
    scope.global.backgroundSyncPolyfillOptions = { maxAttempts: 1 };
    fn.apply();
    assert.equal(scope.console.length, 1);
    assert.match(scope.console[0], /apply\(\) does not read/);
    assert.equal((await scope.load('shared/given-options.js')).lateOptions(), '');
  });

  test(`apply(options) does not warn if the options are those of the global (${half})`, async () => {
    const { realm, scope } = await withNativeSync({ Half });
    const options = (realm.global.backgroundSyncPolyfillOptions = { maxAttempts: 1 });
    (await realm.import(`${half}/fn.js`)).apply(options);
    assert.deepEqual(scope.console, []);
  });

  test(`isPolyfilled() is true and isSupported() is false where the polyfill is applied (${half})`, async () => {
    const { fn } = await load();
    assert.deepEqual([fn.isPolyfilled(), fn.isSupported(), fn.version], [true, false, '0.0.0']);
  });

  test(`isPolyfilled() is false and isSupported() is true with native support, and apply() does nothing (${half})`, async () => {
    const { realm, scope } = await withNativeSync({ Half });
    const fn = await realm.import(`${half}/fn.js`);
    fn.apply({ maxAttempts: 1 });
    assert.deepEqual([fn.isPolyfilled(), fn.isSupported(), scope.console], [false, true, []]);
  });

  test(`isPolyfilled() and isSupported() are false without service workers, and apply() does nothing (${half})`, async () => {
    const fn = await new Realm(
      { Symbol, ArrayBuffer, BACKGROUND_SYNC_VERSION: '0.0.0', WASM_SHA256: '' },
      { wasm_exec: {} },
    ).import(`${half}/fn.js`);
    fn.apply({ maxAttempts: 1 });
    assert.deepEqual([fn.isPolyfilled(), fn.isSupported()], [false, false]);
  });
}

test('the page’s script does nothing in a service worker, and names the module for service workers', async () => {
  const worker = await new Browser().startWorker();
  worker.realm.clearModules();
  const { apply } = await worker.load('page/fn.js');
  apply();
  assert.match(worker.console.join(), /background-sync-polyfill\/worker-fn/);
});
