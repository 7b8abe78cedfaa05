// The options of the app, and the errors of wrong options.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Realm } from '../fake/realm.mjs';

const YEAR = 365 * 24 * 3_600_000;
const said = [];
const globals = () => ({
  location: new URL('https://app.example/sw.js'),
  URL,
  ArrayBuffer,
  console: { error: (line) => said.push(line) },
});
const { checkWorkerOptions: checkOptions } = await new Realm(globals()).import('worker/options.js');
const { checkOptions: checkInPage } = await new Realm({}).import('shared/options.js');

/** Asserts that the options are refused with a TypeError whose message has all of these words. */
function rejects(options, ...words) {
  let thrown;
  try {
    checkOptions(options);
  } catch (error) {
    thrown = error;
  }
  assert.equal(thrown?.name, 'TypeError', `no TypeError about ${words}`);
  for (const word of ['background-sync-polyfill: ', ...words])
    assert.ok(thrown.message.includes(word), `${word} is not in: ${thrown.message}`);
}

const milliseconds = { accepted: [0.5, 1, YEAR], rejected: [0, -1, YEAR + 1, Infinity, NaN, '1000', null] };
const boolean = { accepted: [true, false], rejected: [0, 1, 'true', '', null] };

for (const [name, { accepted, rejected }] of Object.entries({
  force: boolean,
  takeOverBroken: boolean,
  disabled: boolean,
  wasmURL: {
    accepted: ['core.wasm', '/static/core.wasm?v=1', 'https://cdn.example/core.wasm'],
    rejected: ['', 'https://', 1, new URL('https://cdn.example/'), null],
  },
  wasmBytes: {
    accepted: [new ArrayBuffer(8), new Uint8Array(8), new DataView(new ArrayBuffer(8))],
    rejected: ['bytes', [0, 97], {}, null],
  },
  maxAttempts: {
    accepted: [1, 3, Number.MAX_SAFE_INTEGER],
    rejected: [0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1, Infinity, NaN, '3', null],
  },
  initialRetryDelay: milliseconds,
  retryDelayFactor: { accepted: [1, 1.5, 1e300], rejected: [0.999, 0, -2, Infinity, NaN, '3', null] },
  maxEventDuration: milliseconds,
  connectivityProbe: {
    accepted: ['/online', 'https://api.example/online', () => true, async () => true],
    rejected: ['', 'https://', true, {}, null],
  },
})) {
  test(`option ${name} accepts ${accepted.length} kinds of valid values and returns them`, () => {
    for (const value of accepted) assert.equal(checkOptions({ [name]: value })[name], value);
  });

  test(`option ${name} refuses ${rejected.length} kinds of invalid values with an error that names it`, () => {
    for (const value of rejected) rejects({ [name]: value }, name);
  });
}

const NAMES = [
  'force',
  'takeOverBroken',
  'disabled',
  'wasmURL',
  'wasmBytes',
  'maxAttempts',
  'initialRetryDelay',
  'retryDelayFactor',
  'maxEventDuration',
  'connectivityProbe',
];

test('options that are not given at all, or are empty, set nothing', () => {
  assert.deepEqual({ ...checkOptions() }, {});
  assert.deepEqual({ ...checkOptions({}) }, {});
});

test('an option may be set to undefined', () => {
  assert.equal(checkOptions(Object.fromEntries(NAMES.map((name) => [name, undefined]))).maxAttempts, undefined);
});

test('options are copied, so that what the app changes later has no effect', () => {
  const given = { maxAttempts: 5 };
  const checked = checkOptions(given);
  given.maxAttempts = 6;
  assert.equal(checked.maxAttempts, 5);
});

test('a page accepts any value of an option that only the worker checks', () => {
  for (const name of NAMES.slice(3)) {
    for (const value of ['/core.wasm.gz', -1, null, {}]) assert.equal(checkInPage({ [name]: value })[name], value);
  }
});

for (const name of ['force', 'takeOverBroken', 'disabled']) {
  test(`a page refuses option ${name} if its value is not a boolean`, () => {
    assert.throws(() => checkInPage({ [name]: 1 }), { name: 'TypeError', message: new RegExp(`${name}.*true.*false`) });
  });
}

for (const name of ['maxAttempt', 'wasmUrl', 'constructor', 'toString', '__proto__', '']) {
  test(`an unknown option '${name}' is refused with an error that names it and lists all options`, () => {
    const options = JSON.parse(`{ "${name}": true }`);
    rejects(options, `'${name}'`, ...NAMES);
  });
}

test('a worker logs the error of a wrong option, since Firefox does not show what a worker’s script throws', () => {
  said.length = 0;
  rejects({ maxAttempts: 0 }, 'maxAttempts');
  assert.equal(said.length, 1);
  assert.match(said[0], /^background-sync-polyfill: .*maxAttempts/);
});

test('the error of a wrong option tells the value that was given, or its type if it is an object', () => {
  for (const [value, given] of [
    [0, "number '0'"],
    ['3', "string '3'"],
    [3n, "bigint '3'"],
    [Symbol('three'), "symbol 'Symbol(three)'"],
    [Object.create(null), 'object'],
    [() => 3, 'function'],
  ]) {
    rejects({ maxAttempts: value }, 'maxAttempts', `${given}.`);
  }
});

test('an unknown option is refused even if it is undefined', () => {
  rejects({ maxAttempt: undefined }, "'maxAttempt'");
});

test('options wasmURL and wasmBytes together are refused', () => {
  rejects({ wasmURL: 'core.wasm', wasmBytes: new ArrayBuffer(8) }, 'wasmURL', 'wasmBytes');
  assert.equal(checkOptions({ wasmURL: undefined, wasmBytes: new ArrayBuffer(8) }).wasmURL, undefined);
});

test('options that are no object are refused', () => {
  for (const options of [null, true, 1, 'force', [], ['force'], () => {}, new Map()]) rejects(options, 'object');
});

test('options may be an object without a prototype, or an object of another realm', () => {
  assert.equal(checkOptions(Object.assign(Object.create(null), { force: true })).force, true);
  assert.equal(checkOptions(new Realm(globals()).global.Object({ force: true })).force, true);
});

test('options that an object inherits are neither checked nor taken', () => {
  const options = checkOptions(Object.create({ maxAttempts: 'no', force: true, nonsense: 1 }));
  assert.equal(options.maxAttempts, undefined);
  assert.equal(options.force, undefined);
});
