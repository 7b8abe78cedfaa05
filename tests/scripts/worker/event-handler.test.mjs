// The event handler attribute onsync, by HTML's rules (C07).

import assert from 'node:assert/strict';
import test from 'node:test';
import { Event, EventTarget } from '../fake/events.mjs';
import { Realm } from '../fake/realm.mjs';

const { installEventHandler } = await new Realm({}).import('worker/event-handler.js');

/** A global object with onsync; own describes the property that is there before. */
function install(own) {
  const global = new EventTarget();
  if (own) Object.defineProperty(global, 'onsync', own);
  installEventHandler(global, 'sync');
  return global;
}

/** Fires an event, and returns it. */
function fire(global) {
  const event = new Event('sync', { cancelable: true });
  global.dispatchEvent(event);
  return event;
}

test('C07: onsync that is not set is null', () => {
  assert.equal(install().onsync, null);
});

test('C07: a function is called with the event, on the global object', () => {
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

test('C07: an object is kept, and neither it nor its handleEvent is called', () => {
  const global = install();
  let called = false;
  const handler = { handleEvent: () => (called = true) };
  global.onsync = handler;
  assert.equal(global.onsync, handler);
  fire(global);
  assert.equal(called, false);
});

test('C07: anything else than an object or a function makes it null', () => {
  const global = install();
  for (const value of ['handler', 1, true, undefined, Symbol('handler')]) {
    global.onsync = () => {};
    global.onsync = value;
    assert.equal(global.onsync, null);
  }
});

test('C07: a handler that is replaced keeps its place among the listeners', () => {
  const global = install();
  const called = [];
  global.addEventListener('sync', () => called.push('before'));
  global.onsync = () => called.push('old');
  global.addEventListener('sync', () => called.push('after'));
  global.onsync = () => called.push('new');
  fire(global);
  assert.deepEqual(called, ['before', 'new', 'after']);
});

test('C07: null removes the handler, and the next one goes behind the listeners that are there', () => {
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

test('C07: a handler that throws is reported as a listener is', () => {
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

test('C07: a handler that returns false prevents the default action, one that returns anything else does not', () => {
  const global = install();
  global.onsync = () => false;
  assert.equal(fire(global).defaultPrevented, true);
  for (const value of [undefined, 0, null, '', true]) {
    global.onsync = () => value;
    assert.equal(fire(global).defaultPrevented, false);
  }
});

test('C07: a handler that the app has assigned before is adopted', () => {
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

test('C07: the handler of a native attribute is taken over, so that it is called once', () => {
  let native = () => {};
  const handler = native;
  const global = install({ get: () => native, set: (value) => (native = value), configurable: true });
  assert.equal(native, null);
  assert.equal(global.onsync, handler);
});

test('C07: onsync is an enumerable and configurable accessor, as its names say', () => {
  const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(install(), 'onsync');
  assert.deepEqual([get.name, set.name, enumerable, configurable], ['get onsync', 'set onsync', true, true]);
});

test('C07: the accessors may be called without a receiver, and throw a TypeError on another one', () => {
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

test('C07: what the app assigns to a var of its own script is the handler', () => {
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

test('C07: a function that the app has declared by that name is no handler', () => {
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
  test(`C66: ${what} of the app's gives way to onsync, and nothing throws`, () => {
    assert.equal(install(property).onsync, null);
  });
}

test('C66: on a global object that takes nothing more there is no onsync, and nothing throws', () => {
  const global = Object.preventExtensions(new EventTarget());
  installEventHandler(global, 'sync');
  assert.equal('onsync' in global, false);
});
