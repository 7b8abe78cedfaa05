// Option wasmBytes, by which the app gives the core; and what prevents a core from starting.

import assert from 'node:assert/strict';
import test from 'node:test';
import { coreBytes } from '../../fake/global-scope.mjs';
import { startWorker } from './start-worker.mjs';

const OTHER_BYTES = new TextEncoder().encode('another release');

for (const [what, wasmBytes] of [
  ['an ArrayBuffer', coreBytes.slice().buffer],
  ['a view', coreBytes],
]) {
  test(`option wasmBytes with ${what} is used as the core, and nothing is downloaded or stored`, async () => {
    const { browser, worker, instantiated } = await startWorker({ options: { wasmBytes } });
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

test('C15: a call rejects with DataError if option wasmBytes is of another release, and nothing is downloaded', async () => {
  const { worker, instantiated } = await startWorker({ options: { wasmBytes: OTHER_BYTES } });
  const { answers } = await worker.request('getTags');
  assert.equal(answers[1].error.name, 'DataError');
  assert.match(answers[1].error.message, /wasmBytes is (not the core|the core of another release)/);
  assert.deepEqual([instantiated, worker.fetched], [[], []]);
});

test('C15: a call rejects with what to add to a Content-Security-Policy that forbids WebAssembly, and the next call tries again', async () => {
  const { worker } = await startWorker();
  const { instantiate } = worker.global.WebAssembly;
  for (const name of ['CompileError', 'EvalError']) {
    worker.global.WebAssembly.instantiate = async () => {
      throw Object.assign(new Error('blocked'), { name });
    };
    const { answers } = await worker.request('getTags');
    assert.equal(answers[1].error.name, 'SecurityError');
    assert.match(answers[1].error.message, /blocked.*'wasm-unsafe-eval'.*script-src/);
  }
  worker.global.WebAssembly.instantiate = instantiate;
  assert.deepEqual((await worker.request('getTags')).answers[1], { result: [] });
});

test('C15: a call does not blame the Content-Security-Policy if memory is full, and the next call tries again', async () => {
  const { worker } = await startWorker();
  const { instantiate } = worker.global.WebAssembly;
  worker.global.WebAssembly.instantiate = async () => {
    throw new RangeError('out of memory');
  };
  const { answers } = await worker.request('getTags');
  assert.equal(answers[1].error.name, 'UnknownError');
  assert.match(answers[1].error.message, /RangeError: out of memory/);
  assert.doesNotMatch(answers[1].error.message, /script-src/);
  worker.global.WebAssembly.instantiate = instantiate;
  assert.deepEqual((await worker.request('getTags')).answers[1], { result: [] });
});
