// The host object that Go is given. Go's side is wasm/host.go, tested in wasm/host_test.go.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';

/** Starts a worker with these options, and resolves with the host object that it gives Go. */
async function startHost(options) {
  const worker = await new Browser().startWorker({ options });
  await worker.request('getTags');
  return { browser: worker.browser, host: worker.core.host };
}

test('Go is given the scope of the registration and the time limit for IndexedDB', async () => {
  const { host } = await startHost();
  assert.equal(host.scope, 'https://app.example/');
  assert.equal(host.idbTimeout, 8_000);
});

test('Go is given the retry rules that the app has set, each under its own name', async () => {
  const rules = { maxAttempts: 7, initialRetryDelay: 1_000, retryDelayFactor: 2, maxEventDuration: 60_000 };
  const { host } = await startHost(rules);
  assert.deepEqual({ ...host.parameters }, rules);
});

test('Go is given undefined for retry rules that the app has not set, so that Go uses its own defaults', async () => {
  const { host } = await startHost({ maxAttempts: 7 });
  assert.deepEqual(
    { ...host.parameters },
    {
      maxAttempts: 7,
      initialRetryDelay: undefined,
      retryDelayFactor: undefined,
      maxEventDuration: undefined,
    },
  );
});

test('Go is told whether events may be fired', async () => {
  const { browser, host } = await startHost();
  assert.equal(host.online(), true);
  browser.onLine = false;
  assert.equal(host.online(), false);
});
