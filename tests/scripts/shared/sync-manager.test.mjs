// SyncManager and registration.sync, as the app uses them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Realm } from '../fake/realm.mjs';
import { createRegistration } from '../fake/registration.mjs';

/** Installs SyncManager in a scope. Each call of its backend is added to `calls`. */
async function install(backend) {
  const calls = [];
  const { Registration, registration } = createRegistration({ scope: 'https://app.example/' });
  const realm = new Realm({ ServiceWorkerRegistration: Registration, BACKGROUND_SYNC_VERSION: '0.0.0' });
  const { installSyncManager } = await realm.import('shared/sync-manager.js');
  installSyncManager({
    register: async (...args) => void calls.push(['register', ...args]),
    getTags: async (...args) => (calls.push(['getTags', ...args]), ['outbox']),
    registrationUsed: (...args) => void calls.push(['registrationUsed', ...args]),
    ...backend,
  });
  const { SyncManager } = realm.global;
  return {
    Registration,
    SyncManager,
    calls,
    registration,
    asked: () => calls.filter(([name]) => name !== 'registrationUsed'),
  };
}

/** Asserts that the call returns a promise that rejects with a TypeError of that message. */
async function rejectsWithTypeError(call, message) {
  const promise = call();
  assert.equal(Object.prototype.toString.call(promise), '[object Promise]');
  await assert.rejects(promise, (error) => error.name === 'TypeError' && message.test(error.message));
}

test('C02: register() without an argument rejects with a TypeError, and throws nothing', async () => {
  const { registration, asked } = await install();
  await rejectsWithTypeError(
    () => registration.sync.register(),
    /^Failed to execute 'register' on 'SyncManager': 1 argument required, but only 0 present\.$/,
  );
  assert.deepEqual(asked(), []);
});

test('C02: register() of a Symbol, or of an object whose toString() throws, rejects and throws nothing', async () => {
  const { registration, asked } = await install();
  await rejectsWithTypeError(() => registration.sync.register(Symbol('outbox')), /Symbol/);
  const thrown = new Error('the test');
  const tag = {
    toString() {
      throw thrown;
    },
  };
  await assert.rejects(registration.sync.register(tag), (error) => error === thrown);
  assert.deepEqual(asked(), []);
});

test('C02: register() and getTags() reject with a TypeError when called on something that is no SyncManager', async () => {
  const { registration, SyncManager, asked } = await install();
  const { register, getTags } = SyncManager.prototype;
  for (const receiver of [
    undefined,
    null,
    1,
    {},
    registration,
    SyncManager.prototype,
    Object.create(SyncManager.prototype),
  ]) {
    await rejectsWithTypeError(() => register.call(receiver, 'outbox'), /Illegal invocation/);
    await rejectsWithTypeError(() => getTags.call(receiver), /Illegal invocation/);
  }
  assert.deepEqual(asked(), []);
});

test('C03: register() makes a string of any argument, undefined included', async () => {
  const { registration, asked } = await install();
  const given = [null, '', { toString: () => 'x' }, 1, undefined, ['a', 'b']];
  for (const tag of given) await registration.sync.register(tag);
  assert.deepEqual(
    asked().map(([, , tag]) => tag),
    ['null', '', 'x', '1', 'undefined', 'a,b'],
  );
});

test('C04: new SyncManager() throws a TypeError', async () => {
  const { SyncManager } = await install();
  assert.throws(() => new SyncManager(), {
    name: 'TypeError',
    message: "Failed to construct 'SyncManager': Illegal constructor",
  });
});

test('C05: SyncManager and its members have the names, lengths and attributes of an interface', async () => {
  const { SyncManager, Registration } = await install();
  const { prototype } = SyncManager;
  const { enumerable, get, set } = Object.getOwnPropertyDescriptor(Registration.prototype, 'sync');
  assert.deepEqual([enumerable, get.name, set], [true, 'get sync', undefined]);
  assert.deepEqual(Object.keys(prototype), ['register', 'getTags']);
  assert.deepEqual([prototype.register.length, prototype.getTags.length], [1, 0]);
  assert.deepEqual([SyncManager.name, prototype[Symbol.toStringTag]], ['SyncManager', 'SyncManager']);
});

test('C06: a registration always has the same SyncManager, and another registration has another', async () => {
  const { registration, Registration, SyncManager } = await install();
  const { sync } = registration;
  assert.equal(registration.sync, sync);
  assert.equal(sync instanceof SyncManager, true);
  assert.notEqual(new Registration().sync, sync);
});

test('reading sync of something that is no registration throws a TypeError', async () => {
  const { Registration, calls } = await install();
  const { get } = Object.getOwnPropertyDescriptor(Registration.prototype, 'sync');
  for (const receiver of [Registration.prototype, {}, null, undefined])
    assert.throws(() => get.call(receiver), { name: 'TypeError' });
  assert.deepEqual(calls, []);
});

test('the backend is told of each registration once, when the app first reads its sync', async () => {
  const { registration, Registration, calls } = await install();
  const other = new Registration();
  assert.deepEqual(calls, []);
  for (const used of [registration, registration, other, registration, other]) void used.sync;
  assert.deepEqual(
    calls.map(([name]) => name),
    ['registrationUsed', 'registrationUsed'],
  );
  assert.equal(calls[0][1], registration);
  assert.equal(calls[1][1], other);
});

test('a backend may leave out registrationUsed()', async () => {
  const { registration } = await install({ registrationUsed: undefined });
  await registration.sync.register('outbox');
});

test('register() hands the registration and the tag to the backend, and resolves with undefined even if the backend returns a value', async () => {
  const calls = [];
  const { registration } = await install({ register: async (...args) => calls.push(args) });
  assert.equal(await registration.sync.register('outbox'), undefined);
  assert.equal(calls[0][0], registration);
  assert.equal(calls[0][1], 'outbox');
});

test("getTags() resolves with the backend's tags, and both methods reject with its errors", async () => {
  const { registration, asked } = await install();
  assert.deepEqual(await registration.sync.getTags(), ['outbox']);
  assert.equal(asked()[0][1], registration);
  const refusal = new DOMException('Permission denied.', 'NotAllowedError');
  const refuse = async () => {
    throw refusal;
  };
  const refused = await install({ register: refuse, getTags: refuse });
  await assert.rejects(refused.registration.sync.register('outbox'), (error) => error === refusal);
  await assert.rejects(refused.registration.sync.getTags(), (error) => error === refusal);
});
