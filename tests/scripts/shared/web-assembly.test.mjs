// Browsers without WebAssembly, such as iOS in Lockdown Mode.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Worker } from '../fake/worker.mjs';
import { withNativeSync } from './native/with-native-sync.mjs';

const WARNING = /^background-sync-polyfill: .*WebAssembly/;

const takeAway = ({ global }) => {
  // The scope of a test has Node's WebAssembly.
  delete global.WebAssembly;
  assert.equal(global.WebAssembly, undefined);
};

/** Every property that a script can add or replace: [name, descriptor]. */
function properties({ global }) {
  const prototypes = ['ServiceWorkerRegistration', 'ExtendableEvent', 'Permissions', 'SyncManager', 'SyncEvent'];
  const holders = [['global', global], ...prototypes.map((name) => [name, global[name]?.prototype ?? {}])];
  return holders.flatMap(([name, holder]) =>
    Object.entries(Object.getOwnPropertyDescriptors(holder)).map(([member, property]) => [
      `${name}.${member}`,
      property,
    ]),
  );
}

/** Everything else that a script can do in a minute. */
async function activities({ browser, listened, fetched }) {
  const before = browser.clock.timersFired;
  await browser.advance(60_000);
  const databases = await browser.indexedDB.databases();
  return { listened, fetched, databases, channels: browser.channels.names, timers: browser.clock.timersFired - before };
}

const NOTHING = { listened: [], fetched: [], databases: [], channels: [], timers: 0 };

/** The names of the properties that were added. */
const added = (scope, before) =>
  properties(scope)
    .filter(([name]) => !before.some(([known]) => known === name))
    .map(([name]) => name);

/** Asserts that the script has added only its version, replaced nothing, and done nothing but warn. */
async function isLeftAlone(scope, before, { warns }) {
  for (const [name, property] of before) {
    const [, now] = properties(scope).find(([found]) => found === name) ?? [];
    assert.deepEqual(now, property, name);
  }
  assert.deepEqual(added(scope, before), ['global.backgroundSyncPolyfill']);
  assert.equal(scope.console.length, warns ? 1 : 0);
  if (warns) assert.match(scope.console[0], WARNING);
  assert.deepEqual(await activities(scope), NOTHING);
}

for (const open of ['openPage', 'startWorker']) {
  test(`C75: without WebAssembly nothing is installed, and the console says why (${open})`, async () => {
    let before;
    const scope = await new Browser()[open]({
      prepare(realm) {
        takeAway(realm);
        before = properties(realm);
      },
    });
    await isLeftAlone(scope, before, { warns: true });
  });

  test(`C75: the polyfill with option disabled is installed without WebAssembly (${open})`, async () => {
    const scope = await new Browser()[open]({ prepare: takeAway, options: { disabled: true } });
    assert.deepEqual(scope.console, []);
    assert.equal(typeof scope.registration.sync.register, 'function');
    assert.deepEqual([...(await scope.registration.sync.getTags())], []);
  });

  test(`C75: the polyfill is installed where a Content-Security-Policy forbids WebAssembly (${open})`, async () => {
    const WebAssembly = { instantiate: () => assert.fail('The policy forbids it.') };
    const scope = await new Browser()[open]({
      prepare: ({ global }) => Object.assign(global, { WebAssembly }),
    });
    assert.deepEqual(scope.console, []);
    assert.equal(typeof scope.registration.sync.register, 'function');
  });
}

for (const [half, Half] of [
  ['page', undefined],
  ['worker', Worker],
]) {
  for (const [options, warns] of [
    [undefined, false],
    [{ disabled: true }, false],
    [{ takeOverBroken: true, disabled: true }, false],
    [{ takeOverBroken: true }, true],
    [{ force: true }, true],
  ]) {
    const says = warns ? 'the console says why' : 'the console says nothing';
    test(`C57, C75: without WebAssembly native support stays, and ${says} with options ${JSON.stringify(options)} (${half})`, async () => {
      const { scope } = await withNativeSync({ Half });
      takeAway(scope.realm);
      scope.global.backgroundSyncPolyfillOptions = options;
      const before = properties(scope);
      await scope.evaluate();
      await isLeftAlone(scope, before, { warns });
    });
  }
}
