// How the app hands over its options, and what it hears if they come too late.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Page } from '../fake/page.mjs';
import { Worker } from '../fake/worker.mjs';
import { Realm } from '../fake/realm.mjs';
import { withNative } from './native/with-native.mjs';

/** What is said of options in the global that come too late: their name, and what to call instead. */
const TOO_LATE = /backgroundSyncPolyfillOptions.*apply\(options\)/;

/** The app's next lines set options: they run once the script has read them. */
function setLate({ global }) {
  let reads = 0;
  const late = { maxAttempts: 1 };
  Object.defineProperty(global, 'backgroundSyncPolyfillOptions', { get: () => (reads++ ? late : undefined) });
}

for (const open of ['openPage', 'startWorker']) {
  test(`${open}: options that are set after the script has run are told to the console`, async () => {
    const scope = await new Browser()[open]({ prepare: setLate });
    await scope.browser.advance(1);
    assert.equal(scope.console.length, 1);
    assert.match(scope.console[0], TOO_LATE);
  });

  for (const options of [undefined, { maxAttempts: 1 }]) {
    test(`${open}: the console hears nothing of ${options ? 'options that are set in time' : 'an app without options'}`, async () => {
      const scope = await new Browser()[open]({ options });
      await scope.browser.advance(1);
      assert.deepEqual(scope.console, []);
    });
  }
}

test('C15: where no core is found, the error says that the options came too late', async () => {
  const worker = await new Browser().startWorker();
  worker.global.backgroundSyncPolyfillOptions = { wasmURL: '/static/core.wasm.gz' };
  worker.answer = async () => new Response('', { status: 404 });
  const { answers } = await worker.request('getTags');
  assert.match(answers[1].error.message, TOO_LATE);
});

for (const [half, open, Half] of [
  ['page', 'openPage', Page],
  ['worker', 'startWorker', Worker],
]) {
  /** The module for apps, in a scope in which the polyfill is applied. */
  const load = async () => {
    const scope = await new Browser()[open]();
    scope.realm.forgetModules();
    return { scope, fn: await scope.load(`${half}/fn.js`) };
  };

  test(`${half}: apply(options) where the polyfill is applied says that the options have no effect`, async () => {
    const { scope, fn } = await load();
    fn.apply();
    assert.deepEqual(scope.console, []);
    fn.apply({ maxAttempts: 1 });
    assert.match(scope.console.join(), /apply\(/);
  });

  test(`${half}: apply() says that it does not read the options in the global, and no error says more of them`, async () => {
    const { scope, fn } = await load();
    scope.global.backgroundSyncPolyfillOptions = { maxAttempts: 1 };
    fn.apply();
    assert.match(scope.console.join(), /backgroundSyncPolyfillOptions/);
    assert.equal((await scope.load('shared/given-options.js')).lateOptions(), '');
  });

  test(`${half}: apply() says nothing of the global if it is given what the global holds`, async () => {
    const { realm, scope } = await withNative({ Half });
    const options = (realm.global.backgroundSyncPolyfillOptions = { maxAttempts: 1 });
    (await realm.import(`${half}/fn.js`)).apply(options);
    assert.deepEqual(scope.console, []);
  });

  test(`${half}: isPolyfilled(), isSupported() and version tell of a polyfill that is applied`, async () => {
    const { fn } = await load();
    assert.deepEqual([fn.isPolyfilled(), fn.isSupported(), fn.version], [true, false, '0.0.0']);
  });

  test(`${half}: isPolyfilled() and isSupported() tell of native support, to which nothing is applied`, async () => {
    const { realm, scope } = await withNative({ Half });
    const fn = await realm.import(`${half}/fn.js`);
    fn.apply({ maxAttempts: 1 });
    assert.deepEqual([fn.isPolyfilled(), fn.isSupported(), scope.console], [false, true, []]);
  });

  test(`${half}: isPolyfilled() and isSupported() are false where there are no service workers, and apply() does nothing`, async () => {
    const fn = await new Realm(
      { Symbol, ArrayBuffer, BACKGROUND_SYNC_VERSION: '0.0.0', WASM_SHA256: '' },
      { wasm_exec: {} },
    ).import(`${half}/fn.js`);
    fn.apply({ maxAttempts: 1 });
    assert.deepEqual([fn.isPolyfilled(), fn.isSupported()], [false, false]);
  });
}

test('the page’s half in a service worker does nothing, and says which half that needs', async () => {
  const worker = await new Browser().startWorker();
  worker.realm.forgetModules();
  const { apply } = await worker.load('page/fn.js');
  apply();
  assert.match(worker.console.join(), /background-sync-polyfill\/worker-fn/);
});
