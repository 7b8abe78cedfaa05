// navigator.permissions.query({name: 'background-sync'}), which some apps call before they register.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Worker } from '../fake/worker.mjs';
import { withNativeSync } from './native/with-native-sync.mjs';

const NAME = 'background-sync';
const HALVES = [
  ['page', undefined],
  ['worker', Worker],
];
const queryOf = ({ global }) => Object.getOwnPropertyDescriptor(global.Permissions.prototype, 'query');

/** Resolves with the error of a promise that must reject. */
const rejection = (promise) => promise.then(assert.fail, (error) => error);

/** Makes a scope with native support and these options. `before` describes query() before the script ran. */
async function startWithNative(Half, options) {
  const { scope } = await withNativeSync({ Half });
  const before = queryOf(scope);
  scope.global.backgroundSyncPolyfillOptions = options;
  await scope.evaluate();
  return { scope, before };
}

for (const open of ['openPage', 'startWorker']) {
  const start = (settings) => new Browser()[open](settings);

  for (const [options, state] of [
    [undefined, 'granted'],
    [{ disabled: true }, 'denied'],
  ]) {
    test(`C76: query() answers ${state} with options ${JSON.stringify(options)} (${open})`, async () => {
      const { permissions, global } = await start({ options });
      const status = await permissions.query({ name: NAME });
      assert.equal(status.state, state);
      assert.equal(status.name, NAME);
      assert.equal(Object.getPrototypeOf(status), global.PermissionStatus.prototype);
      assert.notEqual(await permissions.query({ name: NAME }), status);
    });
  }

  test(`C76: the answer of query() is an event target, takes a handler, and keeps its state (${open})`, async () => {
    const { permissions } = await start();
    const status = await permissions.query({ name: NAME });
    const heard = [];
    status.addEventListener('change', ({ type }) => heard.push(type));
    status.dispatchEvent({ type: 'change' });
    assert.deepEqual(heard, ['change']);
    assert.equal(status.onchange, null);
    const handler = () => {};
    status.onchange = handler;
    assert.equal(status.onchange, handler);
    assert.throws(() => (status.state = 'denied'), TypeError);
    assert.throws(() => (status.name = 'push'), TypeError);
    assert.equal(Object.keys(status).includes('state'), false);
  });

  test(`C76: query() leaves other permissions and all errors to the browser (${open})`, async () => {
    const { permissions } = await start();
    const descriptors = [{ name: 'geolocation' }, { name: { toString: () => 'geolocation' } }];
    for (const descriptor of [...descriptors, Object.freeze({ name: 'geolocation' })]) {
      const { name, state } = await permissions.query(descriptor);
      assert.deepEqual([name, state], ['geolocation', 'prompt']);
    }
    for (const [args, message] of [
      [[], /no object/],
      [[null], /no object/],
      [[NAME], /no object/],
      [[{}], /no name/],
      [[{ name: undefined }], /no name/],
      [[{ name: 'nonsense' }], /no permission nonsense/],
      [[{ name: null }], /no permission null/],
      [[{ name: Symbol('a') }], /Symbol/],
    ]) {
      const error = await rejection(permissions.query(...args));
      assert.ok(error instanceof TypeError, String(error));
      assert.match(error.message, message);
    }
  });

  test(`C76: query() rejects with the error that a getter or toString() of the descriptor throws (${open})`, async () => {
    const { permissions } = await start();
    const mine = new RangeError('mine');
    const fail = () => {
      throw mine;
    };
    assert.equal(await rejection(permissions.query(Object.defineProperty({}, 'name', { get: fail }))), mine);
    assert.equal(await rejection(permissions.query({ name: { toString: fail } })), mine);
  });

  test(`C76: query() on a wrong receiver rejects with the browser's error before it reads the name (${open})`, async () => {
    const { permissions } = await start();
    const unread = Object.defineProperty({}, 'name', { get: () => assert.fail('The name was read.') });
    for (const self of [undefined, null, {}]) {
      const error = await rejection(permissions.query.call(self, unread));
      assert.ok(error instanceof TypeError, String(error));
    }
  });

  test(`C76: query() reads the members of a descriptor as often as the browser does (${open})`, async () => {
    const { permissions } = await start();
    const reads = [];
    class Descriptor {
      #name;

      constructor(name) {
        this.#name = name;
      }

      get name() {
        reads.push('name');
        return {
          toString: () => {
            reads.push('toString');
            return this.#name;
          },
        };
      }

      get userVisibleOnly() {
        reads.push(this.#name);
        return { toString: assert.fail };
      }
    }
    assert.equal((await permissions.query(new Descriptor(NAME))).state, 'granted');
    assert.deepEqual(reads.splice(0), ['name', 'toString']);
    assert.equal((await permissions.query(new Descriptor('push'))).state, 'prompt');
    assert.deepEqual(reads.splice(0), ['name', 'toString', 'name', 'toString', 'push']);
  });

  test(`C76: query() decides by the name that the browser reads first (${open})`, async () => {
    const { permissions } = await start();
    const names = ['push', NAME];
    const { state } = await permissions.query(Object.defineProperty({}, 'name', { get: () => names.shift() }));
    assert.equal(state, 'prompt');
  });

  test(`C76: a wrapper of query() that is older than the polyfill gets the members of the descriptor (${open})`, async () => {
    const { permissions } = await start({
      prepare({ global: { Permissions } }) {
        const { query } = Permissions.prototype;
        Permissions.prototype.query = function (descriptor) {
          return query.call(this, { ...descriptor });
        };
      },
    });
    assert.equal((await permissions.query({ name: 'geolocation' })).state, 'prompt');
    assert.equal((await permissions.query({ name: NAME })).state, 'granted');
  });

  test(`C76: query() has the name, length and attributes that Web IDL describes (${open})`, async () => {
    const scope = await start();
    const { value: query, ...attributes } = queryOf(scope);
    assert.deepEqual(attributes, { writable: true, enumerable: true, configurable: true });
    assert.deepEqual([query.name, query.length], ['query', 1]);
    assert.deepEqual(Reflect.ownKeys(query).sort(), ['length', 'name']);
    assert.equal(Object.getPrototypeOf(query), scope.global.Function.prototype);
  });

  test(`C76: a frozen query() stays, the console says so, and sync works (${open})`, async () => {
    let before;
    const scope = await start({
      prepare({ global }) {
        Object.freeze(global.Permissions.prototype);
        before = queryOf({ global });
      },
    });
    assert.deepEqual(queryOf(scope), before);
    assert.equal(scope.console.length, 1);
    assert.match(scope.console[0], /Permissions\.prototype\.query\b/);
    assert.equal(typeof scope.registration.sync.register, 'function');
  });

  for (const [what, prepare] of [
    ['no Permissions', ({ global }) => delete global.Permissions],
    ['no query()', ({ global }) => delete global.Permissions.prototype.query],
  ]) {
    test(`C76: a browser with ${what} does not get one (${open})`, async () => {
      const { global, console, registration } = await start({ prepare });
      assert.equal(global.Permissions?.prototype.query, undefined);
      assert.deepEqual(console, []);
      assert.equal(typeof registration.sync.register, 'function');
    });
  }

  test(`C76: the answer of query() is an event target in a browser without PermissionStatus (${open})`, async () => {
    const { permissions, global } = await start({ prepare: ({ global }) => delete global.PermissionStatus });
    const status = await permissions.query({ name: NAME });
    assert.equal(status.state, 'granted');
    assert.ok(status instanceof global.EventTarget);
  });
}

for (const [half, Half] of HALVES) {
  for (const options of [undefined, { disabled: true }, { takeOverBroken: true, disabled: true }]) {
    test(`C57, C76: query() stays native with native support and options ${JSON.stringify(options)} (${half})`, async () => {
      const { scope, before } = await startWithNative(Half, options);
      assert.deepEqual(queryOf(scope), before);
    });
  }

  for (const [options, state] of [
    [{ takeOverBroken: true }, 'granted'],
    [{ force: true }, 'granted'],
    [{ force: true, disabled: true }, 'denied'],
  ]) {
    test(`C58, C76: query() answers ${state} with native support and options ${JSON.stringify(options)} (${half})`, async () => {
      const { scope } = await startWithNative(Half, options);
      assert.equal((await scope.permissions.query({ name: NAME })).state, state);
    });
  }
}

test('C76: query() answers granted for background-sync even if the browser knows that name', async () => {
  const denied = { state: 'denied' };
  const { permissions } = await new Browser().openPage({
    prepare({ global: { Permissions } }) {
      Permissions.prototype.query = async ({ name }) => (name === NAME ? denied : assert.fail());
    },
  });
  assert.equal((await permissions.query({ name: NAME })).state, 'granted');
});
