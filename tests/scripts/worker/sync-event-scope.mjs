// A scope that can do nothing but fire SyncEvents.

import { Clock } from '../fake/clock.mjs';
import { EventTarget, ExtendableEvent } from '../fake/events.mjs';
import { Realm } from '../fake/realm.mjs';

/**
 * Makes the scope. fire(listener) fires an event at that listener and returns its outcome:
 * {ended: false}, later {ended: true, reason}. What listeners throw is added to `uncaught`.
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
