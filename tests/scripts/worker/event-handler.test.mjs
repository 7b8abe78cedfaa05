// The event handler attribute onsync, by HTML's rules (C07).

import assert from 'node:assert/strict';
import test from 'node:test';
import { Event, EventTarget } from '../fake/events.mjs';
import { Realm } from '../fake/realm.mjs';

const { installEventHandler } = await new Realm({}).import('worker/event-handler.js');

/** Makes a global object and installs onsync; own describes an onsync that exists before. */
function install(own) {
  const global = new EventTarget();
  if (own) Object.defineProperty(global, 'onsync', own);
  installEventHandler(global, 'sync');
  return global;
}

/** Fires a sync event, and returns the event. */
function fire(global) {
  const event = new Event('sync', { cancelable: true });
  global.dispatchEvent(event);
  return event;
}

test('C07: onsync is null until the app sets it', () => {
  assert.equal(install().onsync, null);
});

test('C07: a function in onsync is called with the event, and `this` is the global object', () => {
  const global = install();
  const calls = [];
  const handler = function (...args) {
    calls.push([this, ...args]);
  };
  global.onsync = handler;
  assert.equal(global.onsync, handler);
  const event = fire(global);
  assert.equal(calls.length, 1);
  assert.equal(calls[0][0], global);
  assert.equal(calls[0][1], event);
  assert.equal(calls[0].length, 2);
});

test('C07: an object in onsync is kept, but its handleEvent is not called', () => {
  const global = install();
  let called = false;
  const handler = { handleEvent: () => (called = true) };
  global.onsync = handler;
  assert.equal(global.onsync, handler);
  fire(global);
  assert.equal(called, false);
});

test('C07: onsync becomes null when it is set to anything but an object or a function', () => {
  const global = install();
  for (const value of ['handler', 1, true, undefined, Symbol('handler')]) {
    global.onsync = () => {};
    global.onsync = value;
    assert.equal(global.onsync, null);
  }
});

test('C07: a new onsync handler takes the place of the old handler among the listeners', () => {
  const global = install();
  const called = [];
  global.addEventListener('sync', () => called.push('before'));
  global.onsync = () => called.push('old');
  global.addEventListener('sync', () => called.push('after'));
  global.onsync = () => called.push('new');
  fire(global);
  assert.deepEqual(called, ['before', 'new', 'after']);
});

test('C07: null removes the onsync handler, and the next handler is called after the listeners that exist by then', () => {
  const global = install();
  const called = [];
  global.onsync = () => called.push('old');
  global.addEventListener('sync', () => called.push('listener'));
  global.onsync = null;
  assert.equal(global.onsync, null);
  fire(global);
  assert.deepEqual(called, ['listener']);
  global.onsync = () => called.push('new');
  fire(global);
  assert.deepEqual(called, ['listener', 'listener', 'new']);
});

test('C07: what the onsync handler throws is reported like the error of a listener', () => {
  const global = install();
  const uncaught = [];
  global.onuncaught = (error) => uncaught.push(error);
  const thrown = new Error('of the handler');
  global.onsync = () => {
    throw thrown;
  };
  fire(global);
  assert.equal(uncaught[0], thrown);
});

test('C07: only an onsync handler that returns false prevents the default action', () => {
  const global = install();
  global.onsync = () => false;
  assert.equal(fire(global).defaultPrevented, true);
  for (const value of [undefined, 0, null, '', true]) {
    global.onsync = () => value;
    assert.equal(fire(global).defaultPrevented, false);
  }
});

test('C07: a function that the app assigned to onsync before the polyfill ran becomes the handler', () => {
  let calls = 0;
  const handler = () => calls++;
  const global = install({ value: handler, writable: true, enumerable: true, configurable: true });
  assert.equal(global.onsync, handler);
  fire(global);
  assert.equal(calls, 1);
  global.onsync = null;
  fire(global);
  assert.equal(calls, 1);
});

test('C07: the handler of a native onsync moves to the polyfill, so that it is called once', () => {
  let native = () => {};
  const handler = native;
  const global = install({ get: () => native, set: (value) => (native = value), configurable: true });
  assert.equal(native, null);
  assert.equal(global.onsync, handler);
});

test('C07: onsync is an enumerable and configurable accessor with the names that Web IDL says', () => {
  const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(install(), 'onsync');
  assert.deepEqual([get.name, set.name, enumerable, configurable], ['get onsync', 'set onsync', true, true]);
});

test('C07: the accessors of onsync work without a receiver, and throw a TypeError for any but the global object', () => {
  const global = install();
  const { get, set } = Object.getOwnPropertyDescriptor(global, 'onsync');
  const handler = () => {};
  set.call(undefined, handler);
  assert.equal(get.call(undefined), handler);
  assert.equal(get.call(null), handler);
  for (const receiver of [{}, 1, new EventTarget(), Object.create(global)]) {
    assert.throws(() => get.call(receiver), { name: 'TypeError' });
    assert.throws(() => set.call(receiver, null), { name: 'TypeError' });
  }
  assert.equal(global.onsync, handler);
});

test('C07: what the app assigns to its own `var onsync` becomes the handler', () => {
  const global = install({ value: undefined, writable: true, enumerable: true, configurable: false });
  const called = [];
  fire(global);
  global.onsync = () => called.push('old');
  fire(global);
  global.onsync = () => (called.push('new'), false);
  assert.equal(fire(global).defaultPrevented, true);
  global.onsync = null;
  fire(global);
  assert.deepEqual(called, ['old', 'new']);
});

test('C07: a function that the app has declared as onsync is not a handler', () => {
  const called = [];
  const declared = () => called.push('declared');
  const global = install({ value: declared, writable: true, enumerable: true, configurable: false });
  fire(global);
  assert.deepEqual(called, []);
  assert.equal(global.onsync, declared);
});

for (const [what, property] of [
  ['a read-only property', { value: true, configurable: true }],
  ['an accessor without a setter', { get: () => true, configurable: true }],
]) {
  test(`C66: onsync replaces ${what} of the app, and nothing throws`, () => {
    assert.equal(install(property).onsync, null);
  });
}

test('C66: onsync is left out where the global object is not extensible, and nothing throws', () => {
  const global = Object.preventExtensions(new EventTarget());
  installEventHandler(global, 'sync');
  assert.equal('onsync' in global, false);
});
