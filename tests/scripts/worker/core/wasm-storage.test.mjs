// The core's bytes that are given, or kept, at the border of the worker's script.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../../fake/browser.mjs';
import { Realm } from '../../fake/realm.mjs';
import { coreBytes, coreHash } from '../../fake/global-scope.mjs';

const OTHER_BYTES = new TextEncoder().encode('another release');

/** A worker; instantiated grows by the bytes that WebAssembly gets. */
async function start({ browser = new Browser(), ...settings } = {}) {
  const worker = await browser.startWorker(settings);
  const instantiated = [];
  worker.global.WebAssembly = {
    instantiate: async (bytes) => (instantiated.push(Buffer.from(bytes).toString()), { instance: {} }),
  };
  // Rather than what the database says.
  worker.core.getTags = async () => [];
  return { browser, worker, instantiated };
}

/** What a scope keeps: has(hash), and put(hash, bytes). */
async function kept(worker, scope = worker.browser.scope) {
  const { WasmBinaries } = await new Realm(worker.globals()).import('shared/idb/wasm-binaries.js');
  return new WasmBinaries(scope);
}

for (const [what, wasmBytes] of [
  ['an ArrayBuffer', coreBytes.slice().buffer],
  ['a view', coreBytes],
]) {
  test(`option wasmBytes, ${what}, is the core, and nothing is fetched, kept or looked up`, async () => {
    const { browser, worker, instantiated } = await start({ options: { wasmBytes } });
    const event = worker.deliver('install');
    await browser.settle();
    const { answers } = await worker.request('getTags');
    await browser.advance(10_000);
    assert.equal(event.keptAlive, false);
    assert.deepEqual(answers, [{ ack: 1 }, { result: [] }]);
    assert.deepEqual(instantiated, ['the core']);
    assert.deepEqual(worker.fetched, []);
    assert.deepEqual(await browser.indexedDB.databases(), []);
  });
}

test('C15: option wasmBytes of another release rejects with DataError, and nothing is fetched', async () => {
  const { worker, instantiated } = await start({ options: { wasmBytes: OTHER_BYTES } });
  const { answers } = await worker.request('getTags');
  assert.equal(answers[1].error.name, 'DataError');
  assert.match(answers[1].error.message, /option wasmBytes is not the file that this script was built with/);
  assert.deepEqual([instantiated, worker.fetched], [[], []]);
});

test('C15: where WebAssembly may not run, the error says what to add to the content security policy, and the next call tries again', async () => {
  const { worker } = await start();
  const { instantiate } = worker.global.WebAssembly;
  worker.global.WebAssembly.instantiate = async () => {
    throw new Error('blocked');
  };
  const { answers } = await worker.request('getTags');
  assert.equal(answers[1].error.name, 'SecurityError');
  assert.match(answers[1].error.message, /\(blocked\).*add 'wasm-unsafe-eval' to its script-src/);
  worker.global.WebAssembly.instantiate = instantiate;
  assert.deepEqual((await worker.request('getTags')).answers[1], { result: [] });
});

test('a core that is kept is not fetched again', async () => {
  const { browser, worker } = await start();
  await (await kept(worker)).put(coreHash, coreBytes.slice().buffer);
  const { answers } = await worker.request('getTags');
  await browser.advance(10_000);
  assert.deepEqual(answers[1], { result: [] });
  assert.deepEqual(worker.fetched, []);
});

test('a worker that knows that the core is kept does not look again', async () => {
  const { browser, worker } = await start();
  worker.deliver('install');
  await browser.settle();
  let looks = 0;
  browser.indexedDB.open = () => looks++;
  await browser.advance(10_000);
  assert.equal(looks, 0);
});

test('a core that another scope keeps is not fetched again, and is kept for this scope too', async () => {
  const { worker } = await start();
  await (await kept(worker, 'https://app.example/shop/')).put(coreHash, coreBytes.slice().buffer);
  const ours = await kept(worker);
  assert.equal(await ours.has(coreHash), false);
  await worker.request('getTags');
  assert.deepEqual(worker.fetched, []);
  assert.equal(await ours.has(coreHash), true);
});

test('C14: a database that does not answer costs 8 s before the download and 8 s after it, and the core runs all the same', async () => {
  const { browser, worker } = await start();
  browser.indexedDB.open = () => ({});
  const { answers } = await worker.request('getTags');
  await browser.advance(7_900);
  assert.deepEqual(worker.fetched, []);
  await browser.advance(200);
  assert.equal(worker.fetched.length, 1);
  await browser.advance(7_700);
  assert.equal(answers.length, 1);
  await browser.advance(300);
  assert.deepEqual(answers[1], { result: [] });
});

test('a core that cannot be kept runs all the same, and the console says so', async () => {
  const { browser, worker } = await start();
  browser.indexedDB.open = () => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  };
  const { answers } = await worker.request('getTags');
  assert.deepEqual(answers[1], { result: [] });
  assert.match(worker.console.join(), /cannot be kept for offline use.*the disk is full/);
});

test('C61: `activate` is not kept alive, and removes the bytes that no scope uses any more, but not those of another scope', async () => {
  const { browser, worker } = await start();
  const ours = await kept(worker);
  const theirs = await kept(worker, 'https://app.example/shop/');
  await ours.put('an earlier release', OTHER_BYTES.slice().buffer);
  await ours.put(coreHash, coreBytes.slice().buffer);
  await theirs.put('their release', OTHER_BYTES.slice().buffer);
  const event = worker.deliver('activate');
  assert.equal(event.keptAlive, false);
  await browser.settle();
  assert.equal(await ours.get('an earlier release'), undefined);
  assert.equal(await ours.has(coreHash), true);
  assert.equal(await theirs.has('their release'), true);
});

for (const place of ['installing', 'waiting']) {
  test(`C53: \`activate\` removes nothing while a next version is ${place}, whose bytes may be among them`, async () => {
    const { browser, worker } = await start();
    const ours = await kept(worker);
    await ours.put('the next release', OTHER_BYTES.slice().buffer);
    browser[place] = { state: place };
    worker.deliver('activate');
    await browser.settle();
    assert.equal(await ours.has('the next release'), true);
  });
}
