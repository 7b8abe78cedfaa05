// @ts-check

// SyncEvent, and how one is fired.

import { isNativeCode } from '../shared/native/detect.js';
import { defineInterface } from '../shared/web-idl.js';
import { installWaitUntil } from './lifetime.js';

/**
 * Installs SyncEvent, and returns it: the app may have a global of that name. Native
 * support keeps its own, unless the app hides it.
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

    get tag() {
      return this.#tag;
    }

    get lastChance() {
      return this.#lastChance;
    }
  }
  defineInterface('SyncEvent', SyncEvent, ['tag', 'lastChance']);
  return SyncEvent;
}

/**
 * Returns dispatch(tag, lastChance), which fires an event of that class at the global scope and
 * resolves when nothing extends it any more: with undefined if all its lifetime promises
 * have fulfilled, otherwise with the first reason as a string.
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
    return lifetime.ended;
  };
}
