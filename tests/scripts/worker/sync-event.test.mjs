// SyncEvent, and createDispatch(), which fires sync events.

import assert from 'node:assert/strict';
import test from 'node:test';
import { syncEventScope } from './sync-event-scope.mjs';

test('C04: new SyncEvent without a type or a tag throws a TypeError', async () => {
  const { SyncEvent } = (await syncEventScope()).global;
  for (const init of [[], [{}], [null], [{ tag: undefined, lastChance: true }]]) {
    assert.throws(
      () => new SyncEvent('sync', ...init),
      (error) => error.name === 'TypeError' && /'tag'.* Required member is undefined/.test(error.message),
    );
  }
  assert.throws(() => new SyncEvent('sync', { tag: Symbol('outbox') }), { name: 'TypeError' });
});

test('new SyncEvent makes a string of its tag and a boolean of its lastChance', async () => {
  const { SyncEvent } = (await syncEventScope()).global;
  const members = (init) => {
    const { type, tag, lastChance } = new SyncEvent('sync', init);
    return [type, tag, lastChance];
  };
  assert.deepEqual(members({ tag: null }), ['sync', 'null', false]);
  assert.deepEqual(members({ tag: '', lastChance: 1 }), ['sync', '', true]);
});

test('C05: new SyncEvent reads each member of its dictionary once, in the order of Web IDL', async () => {
  const { SyncEvent } = (await syncEventScope()).global;
  const read = [];
  const init = new Proxy({ tag: 'outbox' }, { get: (from, name) => (read.push(name), from[name]) });
  void new SyncEvent('sync', init);
  assert.deepEqual(
    read.filter((name) => name !== 'cancelable'),
    ['lastChance', 'tag'],
  );
});

test('C08: a fired SyncEvent has its tag and lastChance, and cannot be canceled', async () => {
  const { dispatch, target, global } = await syncEventScope();
  const events = [];
  target.addEventListener('sync', (event) => (event.preventDefault(), events.push(event)));
  for (const lastChance of [false, true]) void dispatch('outbox', lastChance);
  assert.deepEqual(
    events.map(({ tag, lastChance, defaultPrevented }) => [tag, lastChance, defaultPrevented]),
    [
      ['outbox', false, false],
      ['outbox', true, false],
    ],
  );
  assert.equal(events[0] instanceof global.SyncEvent, true);
});

test('C42: an event without a listener succeeds', async () => {
  const { dispatch, settle } = await syncEventScope();
  let ended = false;
  dispatch('outbox', false).then((reason) => (ended = reason === undefined));
  await settle();
  assert.equal(ended, true);
});

test('C44: the app can replace waitUntil and lastChance of an event', async () => {
  const { fire, settle } = await syncEventScope();
  let taken;
  const outcome = fire((event) => {
    event.waitUntil = () => (taken = event.lastChance);
    Object.defineProperty(event, 'lastChance', { value: 'mine' });
    event.waitUntil(new Promise(() => {}));
  });
  await settle();
  assert.equal(taken, 'mine');
  assert.equal(outcome.ended, true);
});
