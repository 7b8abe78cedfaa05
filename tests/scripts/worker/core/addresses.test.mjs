// The addresses from which the core is downloaded, and the error if no address has the core.

import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { coreBytes, coreHash } from '../../fake/global-scope.mjs';
import { startWorker } from './start-worker.mjs';

const QUERY = coreHash.slice(0, 16);
const BESIDE_THE_SCRIPT = `https://app.example/assets/background-sync.wasm.gz?${QUERY}`;
const AT_THE_SCOPE = `https://app.example/background-sync.wasm.gz?${QUERY}`;
const PATH = '/assets/sw.js';

/** An address as errors show it: without its query, which may be a signature. */
const shown = (address) => (address.startsWith('data:') ? 'data:...' : address.replace(/\?.*/, '?...'));

/** Starts a worker for which these addresses have answers; any other address answers with status 404. */
async function startWith(answers, settings) {
  const { browser, worker, ...rest } = await startWorker(settings);
  const missing = () => new Response('Not found', { status: 404, headers: { 'Content-Type': 'text/plain' } });
  worker.answerFetch = async (address) => (answers[address] ?? missing)();
  /** Calls the core, and resolves with the error of the call, if any. */
  const call = async () => {
    const request = await worker.request('getTags');
    await browser.advance(2_000);
    return request.answers[1].error;
  };
  return { browser, worker, call, ...rest };
}

const core = () => new Response(coreBytes);
const html = () => new Response('\n<!doctype html><title>App</title>', { headers: { 'Content-Type': 'text/html' } });

test('the core is downloaded from beside the worker’s script first, and from nowhere else if it is there', async () => {
  const { worker, call } = await startWith({ [BESIDE_THE_SCRIPT]: core, [AT_THE_SCOPE]: core }, { path: PATH });
  assert.equal(await call(), undefined);
  assert.deepEqual(worker.fetched, [BESIDE_THE_SCRIPT]);
});

for (const [what, answer] of [
  ['is missing', undefined],
  ['is a web page', html],
  ['is of another release', () => new Response('\0asm another')],
  [
    'cannot be fetched',
    () => {
      throw new TypeError('Failed to fetch');
    },
  ],
]) {
  test(`the core is downloaded from the root of the scope if the file beside the worker’s script ${what}`, async () => {
    const answers = { [AT_THE_SCOPE]: core, ...(answer && { [BESIDE_THE_SCRIPT]: answer }) };
    const { worker, call } = await startWith(answers, { path: PATH });
    assert.equal(await call(), undefined);
    assert.deepEqual(worker.fetched, [BESIDE_THE_SCRIPT, AT_THE_SCOPE]);
  });
}

test('C15: an address that answered with an HTTP error is not tried again, but the other address is', async () => {
  const { worker, call } = await startWith({ [AT_THE_SCOPE]: html }, { path: PATH });
  await call();
  assert.deepEqual(worker.fetched, [BESIDE_THE_SCRIPT, AT_THE_SCOPE, AT_THE_SCOPE]);
});

test('C15: the error names each address that was tried, with the answer it gave', async () => {
  const { call } = await startWith({ [AT_THE_SCOPE]: html }, { path: PATH });
  const { name, message } = await call();
  assert.equal(name, 'DataError');
  for (const part of [
    shown(BESIDE_THE_SCRIPT),
    ...['404', 'text/plain', '"Not found"'],
    shown(AT_THE_SCOPE),
    ...['web page', '200', 'text/html', '"\\n<!doctype html>"'],
    'npx background-sync-polyfill copy',
  ])
    assert.ok(message.includes(part), `${part} is not in ${message}`);
});

test('C15: the error says that a core is of another release, and names the command that copies the right core', async () => {
  for (const bytes of ['\0asm another release', gzipSync('\0asm another release')]) {
    const { call } = await startWith({ [AT_THE_SCOPE]: () => new Response(bytes) });
    const { name, message } = await call();
    assert.equal(name, 'DataError');
    assert.match(message, /another release.*npx background-sync-polyfill copy/);
  }
});

test('C15: the error says that a gzip file is damaged if the file is cut off', async () => {
  const { call } = await startWith({ [AT_THE_SCOPE]: () => new Response(gzipSync(coreBytes).subarray(0, 20)) });
  assert.match((await call()).message, /gzip.*damaged/);
});

test('the core is unpacked if the server sends gzip', async () => {
  const { call, instantiated } = await startWith({ [AT_THE_SCOPE]: () => new Response(gzipSync(coreBytes)) });
  assert.equal(await call(), undefined);
  assert.deepEqual(instantiated, ['the core']);
});

test('option wasmBytes may be gzip', async () => {
  const { call, instantiated } = await startWith({}, { options: { wasmBytes: gzipSync(coreBytes) } });
  assert.equal(await call(), undefined);
  assert.deepEqual(instantiated, ['the core']);
});

const withoutGzip = (realm) => delete realm.global.DecompressionStream;

test('a browser that cannot unpack gzip downloads the plain core', async () => {
  const plain = AT_THE_SCOPE.replace('.gz', '');
  const { worker, call } = await startWith({ [plain]: core }, { prepare: withoutGzip });
  assert.equal(await call(), undefined);
  assert.deepEqual(worker.fetched, [plain]);
});

test('C15: the error names the file to serve if the browser cannot unpack gzip', async () => {
  const options = { wasmURL: '/core.gz' };
  const answers = { 'https://app.example/core.gz': () => new Response(gzipSync(coreBytes)) };
  const { call } = await startWith(answers, { options, prepare: withoutGzip });
  const { message } = await call();
  assert.match(message, /gzip.*background-sync\.wasm(?!\.gz).*wasmURL/);
  assert.doesNotMatch(message, /damaged/);
});

for (const [wasmURL, address] of [
  ['static/core.wasm?v=1', 'https://app.example/assets/static/core.wasm?v=1'],
  ['https://cdn.example/core?signature=a%2Fb', 'https://cdn.example/core?signature=a%2Fb'],
  ['data:application/wasm;base64,dGhlIGNvcmU=', 'data:application/wasm;base64,dGhlIGNvcmU='],
]) {
  test(`option wasmURL ${wasmURL} is used as it is, and is the only address`, async () => {
    const { worker, call } = await startWith({ [address]: core }, { path: PATH, options: { wasmURL } });
    assert.equal(await call(), undefined);
    assert.deepEqual(worker.fetched, [address]);
    const other = await startWith({}, { path: PATH, options: { wasmURL } });
    assert.ok((await other.call()).message.includes(shown(address)));
    assert.deepEqual(other.worker.fetched, [address]);
  });
}

test('C15: the error hides the content of a data: URL and the secrets in an address', async () => {
  for (const [wasmURL, kept] of [
    [`data:application/wasm;base64,${'A'.repeat(4_000_000)}`, 'data:...'],
    ['https://user:word@cdn.example/core?signature=SECRET', 'https://cdn.example/core?...'],
  ]) {
    const { call } = await startWith({}, { options: { wasmURL } });
    const { message } = await call();
    assert.ok(message.length < 1_000, `${message.length} characters`);
    assert.ok(message.includes(kept), message);
    assert.doesNotMatch(message, /SECRET|word@|AAAA/);
  }
});

test('C15: the error says that an address has a web page, even if the page begins with a byte order mark', async () => {
  const { call } = await startWith({ [AT_THE_SCOPE]: () => new Response('\ufeff<!doctype html>') });
  assert.match((await call()).message, /web page/);
});
