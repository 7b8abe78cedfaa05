// @ts-check

// waitUntil for the events that the polyfill fires. The browser's own waitUntil throws for each
// event that a script has made.

import { requireArgument } from '../shared/web-idl.js';

const EXECUTE = "execute 'waitUntil' on 'ExtendableEvent'";

/** The longest reason, in UTF-16 code units. Reasons are stored, and some apps put a server's answer into them. */
const MAX_REASON_LENGTH = 1000;

/**
 * Replaces ExtendableEvent.prototype.waitUntil. Returns startLifetime(event): the new
 * waitUntil accepts the events that startLifetime() was called with, and passes all others to
 * the native method. That throws for a SyncEvent that the app has made itself, as it must (C41).
 *
 * A method on SyncEvent.prototype would not do: no browser has one there, and libraries wrap
 * or borrow ExtendableEvent's. If ExtendableEvent.prototype is frozen, each event gets a method
 * of its own.
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
    // The event lives at least until its listeners and their microtasks have run. This timer
    // fires after those, and before any timer that a listener sets.
    const lifetime = new Lifetime(new Promise((resolve) => setTimeout(resolve)));
    lifetimes.set(event, lifetime);
    if (!replaced) Object.defineProperty(event, 'waitUntil', { ...property, configurable: true });
    return lifetime;
  };
}

/** The lifetime of one event, by its promises. Spec: Service Workers, ExtendableEvent, "extend lifetime promises". */
class Lifetime {
  #pending = 0;
  /** @type {string | undefined} */
  #reason;
  /** @type {(reason: string | undefined) => void} */
  // @ts-expect-error -- the executor of `outcome` assigns it at once
  #end;
  /**
   * Resolves when no promise is pending any more: with undefined if all have fulfilled, otherwise with the first
   * reason, as a string of at most MAX_REASON_LENGTH.
   * @type {Promise<string | undefined>}
   */
  outcome = new Promise((resolve) => (this.#end = resolve));

  /** @param {Promise<unknown>} dispatch */
  constructor(dispatch) {
    this.#extend(dispatch);
  }

  /**
   * Adds a promise. Throws an InvalidStateError if none is pending. Spec: "add lifetime promise".
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
    // The specification counts a microtask later, so that a reaction to the promise can still
    // add another promise.
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
