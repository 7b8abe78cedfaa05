// SyncEvent, and a waitUntil that works on it: a browser's own refuses every
// event that a script has made.

import { defineInterface, requireArgument } from '../shared/web-idl.js';

/** Installs SyncEvent. */
export function installSyncEvent(scope) {
  class SyncEvent extends scope.ExtendableEvent {
    #tag;
    #lastChance;

    constructor(type, init) {
      super(type, init);
      // Web IDL reads the members of a dictionary once each, in this order.
      const lastChance = init?.lastChance;
      const tag = init?.tag;
      if (tag === undefined) {
        throw new TypeError(
          "Failed to construct 'SyncEvent': Failed to read the 'tag' property from 'SyncEventInit': Required member is undefined.",
        );
      }
      this.#tag = `${tag}`;
      this.#lastChance = Boolean(lastChance);
    }

    get tag() {
      return this.#tag;
    }

    get lastChance() {
      return this.#lastChance;
    }
  }
  defineInterface(scope, 'SyncEvent', SyncEvent, ['tag', 'lastChance']);
}

/**
 * Returns fire(tag, lastChance), which dispatches a SyncEvent at the scope and
 * resolves once nothing extends it any more: with undefined if all lifetime
 * promises fulfilled, with the first reason as a string if not.
 */
export function createFire(scope) {
  const { SyncEvent } = scope;
  const lifetimes = installWaitUntil(scope.ExtendableEvent.prototype);

  return function fire(tag, lastChance) {
    const event = new SyncEvent('sync', { tag, lastChance });
    // A dispatch extends its event by itself, up to the last microtask of the
    // listeners. This timer comes after those and before any that they set.
    const lifetime = new Lifetime(new Promise((resolve) => setTimeout(resolve)));
    lifetimes.set(event, lifetime);
    scope.dispatchEvent(event);
    return lifetime.ended;
  };
}

/**
 * Makes waitUntil take the events that have a lifetime in the map that it
 * returns. It is replaced where it stands: a method of SyncEvent's own would be
 * one that no browser has there, and would leave out whoever wraps or borrows
 * ExtendableEvent's. Every other event goes to the native method as it came,
 * SyncEvents that the app made itself included: it refuses those.
 */
function installWaitUntil(prototype) {
  const lifetimes = new WeakMap();
  const native = prototype.waitUntil;
  Object.assign(prototype, {
    waitUntil(promise) {
      const lifetime = lifetimes.get(this);
      if (!lifetime) return Reflect.apply(native, this, arguments);
      requireArgument(arguments, EXECUTE);
      lifetime.add(promise);
    },
  });
  return lifetimes;
}

const EXECUTE = "execute 'waitUntil' on 'ExtendableEvent'";

/** The extend lifetime promises of one event. */
class Lifetime {
  #pending = 0;
  #reason;
  #end;
  /** Resolves once none is pending. */
  ended = new Promise((resolve) => (this.#end = resolve));

  constructor(dispatch) {
    this.#extend(dispatch);
  }

  /** Service Workers, "add lifetime promise". */
  add(value) {
    if (this.#pending === 0) {
      throw new DOMException(
        `Failed to ${EXECUTE}: The event handler is already finished and no extend lifetime promises are outstanding.`,
        'InvalidStateError',
      );
    }
    this.#extend(Promise.resolve(value));
  }

  #extend(promise) {
    this.#pending++;
    // A microtask later, as the specification has it: what reacts to the promise
    // may still extend the event.
    const settled = () =>
      queueMicrotask(() => {
        if (--this.#pending === 0) this.#end(this.#reason);
      });
    promise.then(settled, (reason) => {
      this.#reason ??= describe(reason);
      settled();
    });
  }
}

/** The longest reason that is kept, in UTF-16 code units. */
const LONGEST_REASON = 1000;

function describe(reason) {
  try {
    // It is stored, and some apps put all that the server has said into it.
    return String(reason).slice(0, LONGEST_REASON) || 'Error';
  } catch {
    return 'A reason that cannot be made a string';
  }
}
