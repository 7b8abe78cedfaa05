// The durations of js/shared/timing.js depend on each other and on limits of browsers.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Realm } from '../fake/realm.mjs';

const timing = await new Realm({}).import('shared/timing.js');
/** After so long browsers end an idle worker. */
const IDLE_LIMIT = 30_000;
/** After so long Firefox ends a worker whose event still runs. */
const FIREFOX_EVENT_LIMIT = 60_000;
/** So often browsers run the timers of a page in the background. */
const THROTTLED_TIMER = 1_000;
/** How late a task may run in a busy browser. */
const MARGIN = 2_000;

function shorter(duration, other) {
  assert.ok(duration < other, `${duration} ms is not shorter than ${other} ms`);
}

test('every duration is a positive finite number', () => {
  const durations = Object.entries(timing);
  assert.ok(durations.length > 20);
  for (const [name, value] of durations) assert.ok(Number.isFinite(value) && value > 0, `${name} is ${value}`);
});

test('setTimeout can wait for every duration except the year that an option may ask for', () => {
  assert.equal(timing.MAX_TIMEOUT, 2 ** 31 - 1);
  for (const [name, value] of Object.entries(timing))
    if (name !== 'YEAR') assert.ok(value <= timing.MAX_TIMEOUT, `${name} is ${value}`);
});

test("a page's next ping arrives while the ping before still keeps the worker alive, even from a page in the background", () => {
  shorter(timing.PING_INTERVAL + THROTTLED_TIMER + MARGIN, timing.KEEP_ALIVE_LIMIT);
});

test("a page's next ping arrives before a browser ends a worker that has nothing to do", () => {
  shorter(timing.PING_INTERVAL + THROTTLED_TIMER + MARGIN, IDLE_LIMIT);
});

test('the worker stops keeping an event alive well before Firefox ends the worker for it', () => {
  shorter(timing.KEEP_ALIVE_LIMIT, FIREFOX_EVENT_LIMIT / 2);
});

test('a page waits less for the acknowledgement of a worker without the polyfill than for a result', () => {
  shorter(timing.ACK_TIMEOUT, timing.RESULT_TIMEOUT);
});

test('a page hears a late acknowledgement for as long as it leaves a silent worker alone', () => {
  assert.ok(timing.SILENT_WORKER_PAUSE <= timing.LATE_ACK_TIMEOUT);
});

test('a worker answers a wake request before the page gives the request up, even while events run', () => {
  shorter(timing.KEEP_ALIVE_LIMIT + MARGIN, timing.RESULT_TIMEOUT);
});

test('a page hears why the core cannot be loaded before it gives up the request', () => {
  shorter(timing.CORE_LOAD_TIMEOUT + MARGIN, timing.RESULT_TIMEOUT);
});

test('a page hears that the browser does not tell which windows are open before it gives up the request', () => {
  shorter(timing.WINDOWS_TIMEOUT + MARGIN, timing.RESULT_TIMEOUT);
});

test('a page hears that IndexedDB does not answer before it gives up the request', () => {
  shorter(timing.IDB_TIMEOUT + MARGIN, timing.RESULT_TIMEOUT);
});

test('a worker is kept alive for as long as a call waits for the core', () => {
  assert.ok(timing.CORE_LOAD_TIMEOUT <= timing.KEEP_ALIVE_LIMIT);
});

test('an IndexedDB and a Cache Storage that do not answer leave time for two tries to download the core', () => {
  shorter(2 * timing.IDB_TIMEOUT + timing.SETTLE_DELAY + MARGIN, timing.CORE_LOAD_TIMEOUT);
});

test('the settling times are at most a second, the longest that a worker of release 0.1.0 accepts from a page', () => {
  shorter(timing.WEBKIT_SETTLE_DELAY, timing.SETTLE_DELAY);
  assert.ok(timing.SETTLE_DELAY <= 1_000);
});

test('a worker is kept alive until it gives up IndexedDB and asks for a retry', () => {
  shorter(timing.IDB_TIMEOUT + MARGIN, timing.KEEP_ALIVE_LIMIT);
});

test('a push event that waits for the probe is kept alive until the probe has answered', () => {
  shorter(timing.PROBE_TIMEOUT + MARGIN, timing.KEEP_ALIVE_LIMIT);
});

test('a probe that ran shortly before the time limit of an event still counts at the time limit', () => {
  shorter(timing.PROBE_TIMEOUT, timing.PROBE_PASS_LIFETIME);
});

test('`install` is kept alive for the core at least as long as a call waits for the core', () => {
  assert.ok(timing.CORE_LOAD_TIMEOUT <= timing.INSTALL_LIMIT);
});

test('`install` is kept alive until the rows of an earlier registration are removed, or IndexedDB is given up', () => {
  shorter(timing.IDB_TIMEOUT + MARGIN, timing.INSTALL_LIMIT);
});

test('a slow download outlives the call that gave it up, so that the next call waits for it', () => {
  shorter(timing.CORE_LOAD_TIMEOUT, timing.CORE_DOWNLOAD_TIMEOUT);
});

test('an idle worker still runs when it checks whether the core is kept', () => {
  shorter(timing.CORE_CHECK_DELAY + MARGIN, IDLE_LIMIT);
});

test('an idle worker that notices the network still runs when the network has settled', () => {
  shorter(timing.NETWORK_POLL_INTERVAL + timing.SETTLE_DELAY + MARGIN, IDLE_LIMIT);
});

test('an idle worker still runs at its first retry, and when a page wakes it for that retry', () => {
  shorter(timing.FIRST_BACK_OFF + timing.DUE_GRACE + MARGIN, IDLE_LIMIT);
});

test('the first back-off is not longer than the longest back-off', () => {
  assert.ok(timing.FIRST_BACK_OFF <= timing.MAX_BACK_OFF);
  assert.ok(timing.PAGE_RETRY_DELAY <= timing.MAX_BACK_OFF);
});

test('an option can ask for a year, which is longer than setTimeout can wait', () => {
  assert.equal(timing.YEAR, 31_536_000_000);
  shorter(timing.MAX_TIMEOUT, timing.YEAR);
});
