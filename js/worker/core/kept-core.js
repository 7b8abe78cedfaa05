// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { removeCopies } from '../../shared/core-copies.js';
import { copiesInCacheStorage, copiesInIndexedDB } from './copies.js';
import { pack, unpack } from './gzip.js';
import { inTime } from './in-time.js';
import { isCore } from './is-core.js';
import { Refusal } from './refusal.js';

/** @import { Copies } from './copies.js' */

/**
 * The scope's copies of the core (C68, C69). They are kept in two places, so that one is left
 * if the app deletes all databases or all caches.
 */
export class KeptCore {
  /** The faster place first. */
  #copies = [copiesInIndexedDB(registration.scope), copiesInCacheStorage(registration.scope)];
  /** The places in which get() has found no sound copy. @type {Set<Copies>} */
  #unsound = new Set();
  /** The places that have refused the core and that the console has named. @type {Set<Copies>} */
  #warned = new Set();
  #refusal = new Refusal(this.#copies);

  /** Whether get() has found a place without a sound copy, and put() has not stored one there since. */
  get incomplete() {
    return this.#unsound.size > 0;
  }

  /**
   * Resolves with the core's bytes, or with undefined if no place has a sound copy. Never rejects.
   * @returns {Promise<ArrayBuffer | undefined>}
   */
  async get() {
    for (const copies of this.#copies) {
      const packed = await inTime(copies.get(WASM_SHA256)).catch(() => undefined);
      const bytes = await unpack(packed).catch(() => undefined);
      if (bytes && (await isCore(bytes))) return bytes;
      this.#unsound.add(copies);
      if (packed === undefined) continue;
      console.warn(`background-sync-polyfill: the core's copy in ${copies.place} is damaged. It will be replaced.`);
    }
    return undefined;
  }

  /**
   * Resolves with the places that have no copy, or whose copy get() has found damaged. A place that cannot be asked
   * counts as one without a copy. Never rejects.
   * @returns {Promise<Copies[]>}
   */
  async missing() {
    if (await isUnregistered()) return [];
    const has = this.#copies.map((copies) => inTime(copies.has(WASM_SHA256)).catch(() => false));
    const found = await Promise.all(has);
    return this.#copies.filter((copies, index) => !found[index] || this.#unsound.has(copies));
  }

  /**
   * Resolves with a sound copy from a place that is not among these, or with undefined. Never rejects.
   * @param {Copies[]} places
   */
  async getElsewhere(places) {
    return places.length < this.#copies.length ? this.get() : undefined;
  }

  /** Resolves with whether some place may store the core: see Refusal. Never rejects. */
  async mayTakeCore() {
    return this.#refusal.mayBeOver();
  }

  /**
   * Stores the core in these places, and in those where get() has found no sound copy. Unless `silent` is set, the
   * console names each place that refuses the core, once. Never rejects.
   * @param {Copies[]} places
   * @param {BufferSource} bytes
   * @param {boolean} [silent]
   */
  async put(places, bytes, silent) {
    const packed = await pack(bytes);
    if (await isUnregistered()) return;
    const putInto = async (/** @type {Copies} */ copies) => {
      try {
        await inTime(copies.put(WASM_SHA256, packed));
        this.#unsound.delete(copies);
        return true;
      } catch (error) {
        if (silent || this.#warned.has(copies)) return false;
        this.#warned.add(copies);
        console.warn(`background-sync-polyfill: the core cannot be kept in ${copies.place} for offline use.`, error);
        return false;
      }
    };
    const targets = [...new Set([...places, ...this.#unsound])];
    const taken = await Promise.all(targets.map(putInto));
    if (targets.length === this.#copies.length && !taken.includes(true)) await this.#refusal.remember();
  }

  /** Removes this scope's copies of the core of other releases. Never rejects. */
  async removeOthers() {
    await removeCopies({ scope: registration.scope, hash: WASM_SHA256 });
  }
}

/**
 * Whether the registration is gone. Its worker lives on while a page of it is open, and must
 * not store again what unregister() has removed. Chromium's workers cannot ask.
 */
async function isUnregistered() {
  const { scope } = registration;
  const asked = navigator.serviceWorker?.getRegistration(scope) ?? Promise.resolve(registration);
  const found = await inTime(asked).catch(() => registration);
  return found?.scope !== scope;
}
