// A scope that can fire SyncEvents, and nothing else.

import { Clock } from '../fake/clock.mjs';
import { EventTarget, ExtendableEvent } from '../fake/events.mjs';
import { Realm } from '../fake/realm.mjs';

/**
 * fire(listener) fires one at that listener, and returns {ended}, which grows by the
 * reason once nothing extends the event any more; uncaught grows by what listeners throw.
 */
export async function syncEventScope() {
  const clock = new Clock();
  const target = new EventTarget();
  const uncaught = [];
  target.onuncaught = (error) => uncaught.push(error);
  const realm = new Realm({
    ...clock.globals(() => true),
    DOMException,
    ExtendableEvent: class extends ExtendableEvent {},
    dispatchEvent: target.dispatchEvent.bind(target),
  });
  const { createDispatch, installSyncEvent } = await realm.import('worker/sync-event.js');
  const dispatch = createDispatch(installSyncEvent());
  const fire = (listener) => {
    target.addEventListener('sync', listener, { once: true });
    const outcome = { ended: false };
    dispatch('outbox', false).then((reason) => Object.assign(outcome, { ended: true, reason }));
    return outcome;
  };
  return {
    clock,
    target,
    uncaught,
    fire,
    dispatch,
    global: realm.global,
    Promise: realm.global.Promise,
    settle: () => clock.advance(5),
  };
}
