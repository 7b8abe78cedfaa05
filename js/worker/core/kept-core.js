// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { removeCopies } from '../../shared/core-copies.js';
import { copiesInCacheStorage, copiesInIndexedDB } from './copies.js';
import { pack, unpack } from './gzip.js';
import { inTime } from './in-time.js';
import { isCore } from './problem.js';
import { Refusal } from './refusal.js';

/** @import { Copies } from './copies.js' */

/**
 * The copies of the core that are kept for this scope, in two places: an app that
 * deletes all databases, or all caches, leaves one.
 */
export class KeptCore {
  /** The faster one first. */
  #copies = [copiesInIndexedDB(registration.scope), copiesInCacheStorage(registration.scope)];
  /** The places that get() has found without a sound copy. @type {Set<Copies>} */
  #unsound = new Set();
  /** Those that have refused the core, which the console has been told. @type {Set<Copies>} */
  #named = new Set();
  #refusal = new Refusal(this.#copies);

  /** Whether get() has found a place without a sound copy, and none has been put there since. */
  get incomplete() {
    return this.#unsound.size > 0;
  }

  /**
   * Resolves with the core's bytes, undefined if no place has a sound copy. Never rejects.
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
   * The places that have no sound copy, as far as is known. Never rejects: a place that cannot tell has none.
   * @returns {Promise<Copies[]>}
   */
  async missing() {
    if (await isUnregistered()) return [];
    const has = this.#copies.map((copies) => inTime(copies.has(WASM_SHA256)).catch(() => false));
    const found = await Promise.all(has);
    return this.#copies.filter((copies, index) => !found[index] || this.#unsound.has(copies));
  }

  /**
   * Resolves with a sound copy from another place than these, undefined if there is none. Never rejects.
   * @param {Copies[]} places
   */
  async getBeside(places) {
    return places.length < this.#copies.length ? this.get() : undefined;
  }

  /** Resolves with whether a place may take the core, if it is downloaded. Never rejects. */
  async mayBeTaken() {
    return this.#refusal.mayBeOver();
  }

  /**
   * Keeps the core in these places, and in those where get() has found no sound copy. Never
   * rejects: the console is told, once, of a place
   * that refuses it, unless this is to be silent.
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
        if (silent || this.#named.has(copies)) return false;
        this.#named.add(copies);
        console.warn(`background-sync-polyfill: the core cannot be kept in ${copies.place} for offline use.`, error);
        return false;
      }
    };
    const wanting = [...new Set([...places, ...this.#unsound])];
    const taken = await Promise.all(wanting.map(putInto));
    if (wanting.length === this.#copies.length && !taken.includes(true)) await this.#refusal.begin();
  }

  /** Removes the copies of this scope's other versions. Never rejects. */
  async forgetOthers() {
    await removeCopies({ scope: registration.scope, hash: WASM_SHA256 });
  }
}

/**
 * Whether the registration is gone: while a page of it is open its worker lives on, and
 * must not keep anew what unregister() has removed. Chromium's workers cannot ask.
 */
async function isUnregistered() {
  const { scope } = registration;
  const asked = navigator.serviceWorker?.getRegistration(scope) ?? Promise.resolve(registration);
  const found = await inTime(asked).catch(() => registration);
  return found?.scope !== scope;
}
