// SyncEvent, with a waitUntil of its own: that of a script-made ExtendableEvent
// throws in every engine.

import { defineInterface } from './sync-manager.js';

/**
 * Installs SyncEvent and returns fire(tag, lastChance), which dispatches one at
 * the scope and resolves once all its lifetime promises have settled: with
 * undefined if all fulfilled, with the first reason as a string if not.
 */
export function installSyncEvent(scope) {
  const lifetimes = new WeakMap();
  const fields = new WeakMap();

  const fieldOf = (event, name) => {
    if (!fields.has(event)) throw new TypeError('Illegal invocation');
    return fields.get(event)[name];
  };

  class SyncEvent extends scope.ExtendableEvent {
    constructor(type, init) {
      if (arguments.length < 2) {
        throw new TypeError(
          `Failed to construct 'SyncEvent': 2 arguments required, but only ${arguments.length} present.`,
        );
      }
      if (init?.tag === undefined) {
        throw new TypeError(
          "Failed to construct 'SyncEvent': Failed to read the 'tag' property from 'SyncEventInit': Required member is undefined.",
        );
      }
      super(type, init);
      fields.set(this, { tag: `${init.tag}`, lastChance: Boolean(init.lastChance) });
    }

    get tag() {
      return fieldOf(this, 'tag');
    }

    get lastChance() {
      return fieldOf(this, 'lastChance');
    }

    waitUntil(promise) {
      fieldOf(this, 'tag');
      const lifetime = lifetimes.get(this);
      // Service Workers, "add lifetime promise": not for events that the user
      // agent did not make, nor once nothing keeps the event active.
      if (!lifetime) throw inactive('The event was made by script.');
      if (!lifetime.active) throw inactive('The event handler is already finished and no extend lifetime promises are outstanding.');
      lifetime.add(Promise.resolve(promise));
    }
  }
  defineInterface(scope, 'SyncEvent', SyncEvent, ['tag', 'lastChance', 'waitUntil']);

  return function fire(tag, lastChance) {
    const event = new SyncEvent('sync', { tag, lastChance });
    const lifetime = new Lifetime();
    lifetimes.set(event, lifetime);
    scope.dispatchEvent(event);
    return lifetime.settled();
  };
}

function inactive(why) {
  return new DOMException(`Failed to execute 'waitUntil' on 'ExtendableEvent': ${why}`, 'InvalidStateError');
}

/** The extend lifetime promises of one event. */
class Lifetime {
  #pending = 1; // The dispatch itself.
  #failed = false;
  #reason;
  #done;
  #all = new Promise((resolve) => (this.#done = resolve));

  get active() {
    return this.#pending > 0;
  }

  add(promise) {
    this.#pending++;
    promise.then(
      () => this.#settle(),
      (reason) => {
        if (!this.#failed) this.#reason = describe(reason);
        this.#failed = true;
        this.#settle();
      },
    );
  }

  settled() {
    this.#settle();
    return this.#all;
  }

  #settle() {
    // In a microtask, as the specification has it: a handler of the promise may
    // still extend the event.
    queueMicrotask(() => {
      if (--this.#pending === 0) this.#done(this.#failed ? this.#reason : undefined);
    });
  }
}

function describe(reason) {
  try {
    return String(reason) || 'Error';
  } catch {
    return 'A reason that cannot be made a string';
  }
}
