// The download of the core: at `install`, at a start of the worker, and for a call.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../../fake/browser.mjs';
import { ExtendableEvent, trusted } from '../../fake/events.mjs';
import { coreBytes, coreHash } from '../../fake/global-scope.mjs';

const URL_OF_CORE = `https://app.example/background-sync.wasm.gz?${coreHash.slice(0, 16)}`;
const OTHER_BYTES = new TextEncoder().encode('another release');
const right = async () => new Response(coreBytes);
const wrong = async () => new Response(OTHER_BYTES);
const missing = async () => new Response('', { status: 404 });
const unreachable = async () => {
  throw new TypeError('Failed to fetch');
};
const never = () => new Promise(() => {});

/**
 * Starts a worker whose downloads are answered by these functions in order, further ones by the
 * last function. The cache mode and the second of each download are added to `fetches`.
 */
async function start({ answers = [right], browser = new Browser(), ...settings } = {}) {
  const worker = await browser.startWorker(settings);
  const begun = browser.clock.now;
  const fetches = [];
  worker.answerFetch = (_url, { cache }) => {
    fetches.push([cache, Math.round((browser.clock.now - begun) / 1_000)]);
    return (answers.length > 1 ? answers.shift() : answers[0])();
  };
  // The tests are about the download, so the database is not read.
  worker.core.getTags = async () => [];
  return { browser, worker, fetches, answers };
}

/** Fires `install`. The outcome of each promise that extends the event is added to `outcomes`. */
async function install(worker) {
  const event = trusted(new ExtendableEvent('install'));
  const outcomes = [];
  const waitUntil = event.waitUntil.bind(event);
  event.waitUntil = (promise) => {
    waitUntil(promise);
    promise.then(
      () => outcomes.push('fulfilled'),
      () => outcomes.push('rejected'),
    );
  };
  worker.dispatchEvent(event);
  await worker.browser.settle();
  return { event, outcomes };
}

/** The error of a call that needs the core, if any. */
const error = ({ answers: [, answer] }) => answer?.error;

test('C61: `install` is kept alive until the core is kept, and the next worker downloads nothing', async () => {
  let answer;
  const { browser, worker, fetches } = await start({
    place: 'installing',
    answers: [() => new Promise((resolve) => (answer = resolve))],
  });
  const { event, outcomes } = await install(worker);
  await browser.advance(4_000);
  assert.equal(event.keptAlive, true);
  answer(new Response(coreBytes));
  await browser.settle();
  assert.equal(event.keptAlive, false);
  assert.deepEqual(outcomes, ['fulfilled', 'fulfilled']);
  assert.deepEqual(worker.fetched, [URL_OF_CORE]);
  assert.deepEqual(fetches, [['default', 0]]);

  const next = await start({ browser });
  assert.equal(error(await next.worker.request('getTags')), undefined);
  await browser.advance(10_000);
  assert.deepEqual([fetches.length, next.fetches], [1, []]);
});

test('C61: `install` is kept alive for a download of 30 s at most', async () => {
  const { browser, worker } = await start({ place: 'installing', answers: [never] });
  const { event, outcomes } = await install(worker);
  await browser.advance(29_900);
  assert.equal(event.keptAlive, true);
  await browser.advance(200);
  assert.equal(event.keptAlive, false);
  assert.deepEqual(outcomes, ['fulfilled', 'fulfilled']);
});

test("C61: a failed download does not fail the installation, is told to the console, and is repeated 5 s after the worker's start", async () => {
  const { browser, worker, fetches, answers } = await start({ place: 'installing', answers: [missing] });
  const { event, outcomes } = await install(worker);
  assert.equal(event.keptAlive, false);
  assert.deepEqual(outcomes, ['fulfilled', 'fulfilled']);
  assert.match(worker.console.join(), /404/);
  answers[0] = right;
  await browser.advance(4_900);
  assert.equal(fetches.length, 1);
  await browser.advance(200);
  assert.deepEqual(fetches, [
    ['default', 0],
    ['default', 5],
  ]);
  worker.deliver('install');
  await browser.settle();
  assert.equal(fetches.length, 2);
});

test("C61: a download at `install` that fails more than 5 s after the worker's start is repeated at once", async () => {
  let answer;
  const { browser, worker, fetches } = await start({
    place: 'installing',
    answers: [() => new Promise((resolve) => (answer = resolve)), right],
  });
  await install(worker);
  await browser.advance(7_000);
  assert.deepEqual(fetches, [['default', 0]]);
  answer(await missing());
  await browser.settle();
  assert.deepEqual(fetches, [
    ['default', 0],
    ['default', 7],
  ]);
});

test('C15: a call rejects at once after an HTTP error, and names the status, the address and option wasmURL', async () => {
  const { worker, fetches, answers } = await start({ answers: [missing] });
  const { name, message } = error(await worker.request('register', { tag: 'outbox' }));
  assert.equal(name, 'NetworkError');
  for (const part of ['https://app.example/background-sync.wasm.gz?...', 'wasmURL', '404'])
    assert.ok(message.includes(part), message);
  assert.equal(fetches.length, 1);
  answers[0] = right;
  assert.equal(error(await worker.request('register', { tag: 'outbox' })), undefined);
  assert.equal(fetches.length, 2);
});

for (const [what, failure, name, message] of [
  ['of another release', wrong, 'DataError', /200.*null.*"another release"/],
  ['that cannot be fetched', unreachable, 'NetworkError', /Failed to fetch/],
]) {
  test(`C15: a core ${what} is downloaded again a second later, past the cache`, async () => {
    const { browser, worker, fetches } = await start({ answers: [failure, right] });
    const call = await worker.request('getTags');
    await browser.advance(2_000);
    assert.deepEqual(fetches, [
      ['default', 0],
      ['reload', 1],
    ]);
    assert.deepEqual(call.answers, [{ ack: 1 }, { result: [] }]);
  });

  test(`C15: a core ${what} at both tries makes the call reject with ${name}`, async () => {
    const { browser, worker, fetches } = await start({ answers: [failure] });
    const call = await worker.request('getTags');
    await browser.advance(2_000);
    assert.equal(error(call).name, name);
    assert.match(error(call).message, message);
    assert.equal(fetches.length, 2);
  });
}

test('calls and `install` at the same time share one download', async () => {
  const { browser, worker, fetches } = await start({ answers: [unreachable, right] });
  const { event } = await install(worker);
  const { answers } = await worker.request('getTags');
  await browser.advance(2_000);
  assert.equal(fetches.length, 2);
  assert.deepEqual(answers, [{ ack: 1 }, { result: [] }]);
  assert.equal(event.keptAlive, false);
});

test('C15: a call rejects after 25 s if the download is stuck, and names the address', async () => {
  const { browser, worker } = await start({ answers: [never] });
  const call = await worker.request('getTags');
  await browser.advance(24_900);
  assert.equal(call.answers.length, 1);
  await browser.advance(200);
  assert.equal(error(call).name, 'NetworkError');
  assert.ok(error(call).message.includes('https://app.example/background-sync.wasm.gz?...'));
});

test('C15: the next call waits for a stuck download, and a call 60 s after its start downloads again', async () => {
  const { browser, worker, fetches } = await start({ answers: [never, right] });
  await worker.request('getTags');
  await browser.advance(30_000);
  await worker.request('getTags');
  assert.equal(fetches.length, 1);
  await browser.advance(30_100);
  assert.equal(error(await worker.request('getTags')), undefined);
  assert.equal(fetches.length, 2);
});
