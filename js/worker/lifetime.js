// @ts-check

// waitUntil for the events that the polyfill fires: a browser's own refuses every event
// that a script has made.

import { requireArgument } from '../shared/web-idl.js';

const EXECUTE = "execute 'waitUntil' on 'ExtendableEvent'";

/** The longest reason that is kept, in UTF-16 code units: it is stored, and some apps put a server's whole answer into it. */
const MAX_REASON_LENGTH = 1000;

/**
 * Makes ExtendableEvent's waitUntil take the events that the returned function,
 * startLifetime(event), was called with. It is replaced where it stands: a method of
 * SyncEvent's own would be one that no browser has there, and would leave out whoever
 * wraps or borrows ExtendableEvent's. Where somebody has frozen that, each event that is
 * fired has one of its own all the same. Every other event goes to the native method as
 * it came. That refuses the SyncEvents that the app has made itself, as it must.
 * @returns {(event: ExtendableEvent) => Lifetime}
 */
export function installWaitUntil() {
  /** @type {WeakMap<ExtendableEvent, Lifetime>} */
  const lifetimes = new WeakMap();
  const { prototype } = ExtendableEvent;
  const native = prototype.waitUntil;
  const { waitUntil } = {
    /**
     * @this {ExtendableEvent}
     * @param {unknown} promise
     */
    waitUntil(promise) {
      const lifetime = lifetimes.get(this);
      if (!lifetime) return Reflect.apply(native, this, arguments);
      requireArgument(arguments, EXECUTE);
      lifetime.add(promise);
    },
  };
  const property = { value: waitUntil, writable: true };
  const replaced = Reflect.defineProperty(prototype, 'waitUntil', property);
  return (event) => {
    // A dispatch extends its event by itself, up to the last microtask of the
    // listeners. This timer comes after those, and before any that they set.
    const lifetime = new Lifetime(new Promise((resolve) => setTimeout(resolve)));
    lifetimes.set(event, lifetime);
    if (!replaced) Object.defineProperty(event, 'waitUntil', { ...property, configurable: true });
    return lifetime;
  };
}

/** The extend lifetime promises of one event. Spec: Service Workers, ExtendableEvent. */
class Lifetime {
  #pending = 0;
  /** @type {string | undefined} */
  #reason;
  /** @type {(reason: string | undefined) => void} */
  // @ts-expect-error -- the executor of `ended` assigns it at once
  #end;
  /**
   * Resolves when no promise is pending: with the first reason of a rejection, undefined if there is none.
   * @type {Promise<string | undefined>}
   */
  ended = new Promise((resolve) => (this.#end = resolve));

  /** @param {Promise<unknown>} dispatch */
  constructor(dispatch) {
    this.#extend(dispatch);
  }

  /**
   * Spec: "add lifetime promise".
   * @param {unknown} value
   */
  add(value) {
    if (this.#pending === 0) {
      throw new DOMException(
        `Failed to ${EXECUTE}: The event handler is already finished and no extend lifetime promises are outstanding.`,
        'InvalidStateError',
      );
    }
    this.#extend(Promise.resolve(value));
  }

  /** @param {Promise<unknown>} promise */
  #extend(promise) {
    this.#pending++;
    // A microtask later, as the specification has it: what reacts to the promise may
    // still extend the event.
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

/**
 * @param {unknown} reason
 * @returns {string}
 */
function describe(reason) {
  try {
    return String(reason).slice(0, MAX_REASON_LENGTH) || 'Error';
  } catch {
    return 'A reason that cannot be made a string';
  }
}
