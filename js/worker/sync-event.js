// @ts-check

// The class SyncEvent, and the function that fires an event.

import { isNativeCode } from '../shared/native/detect.js';
import { defineInterface } from '../shared/web-idl.js';
import { installWaitUntil } from './lifetime.js';

/**
 * Installs the class SyncEvent, and returns it. The global may be another value, since a
 * global of the app's is not replaced. If support is native, the class is the native one,
 * unless a global of the app's hides it.
 * @param {boolean} [native]
 * @returns {typeof globalThis.SyncEvent}
 */
export function installSyncEvent(native) {
  if (native && isNativeCode(globalThis.SyncEvent)) return globalThis.SyncEvent;
  class SyncEvent extends ExtendableEvent {
    /** @type {string} */
    #tag;
    /** @type {boolean} */
    #lastChance;

    /**
     * @param {string} type
     * @param {SyncEventInit} init
     */
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

    /** The tag that register() was called with. */
    get tag() {
      return this.#tag;
    }

    /** Whether the tag is given up if this event fails. */
    get lastChance() {
      return this.#lastChance;
    }
  }
  defineInterface('SyncEvent', SyncEvent, ['tag', 'lastChance']);
  return SyncEvent;
}

/**
 * Returns dispatch(tag, lastChance), which fires an event of that class at the global scope.
 * It resolves when no promise extends the event any more: with undefined if all have
 * fulfilled, otherwise with the first reason, as a string. It never rejects.
 *
 * Spec: "fire a functional event".
 * @param {typeof globalThis.SyncEvent} SyncEvent
 * @returns {(tag: string, lastChance: boolean) => Promise<string | undefined>}
 */
export function createDispatch(SyncEvent) {
  const startLifetime = installWaitUntil();

  return function dispatch(tag, lastChance) {
    const event = new SyncEvent('sync', { tag, lastChance });
    const lifetime = startLifetime(event);
    dispatchEvent(event);
    return lifetime.outcome;
  };
}
