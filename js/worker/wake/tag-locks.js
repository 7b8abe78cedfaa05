// @ts-check

import { lockName } from '../../shared/tag-lock.js';
import { rejectAfter } from '../../shared/timeout.js';
import { LOCK_TIMEOUT } from '../../shared/timing.js';

/**
 * What is used of LockManager.request.
 * @callback RequestLock
 * @param {string} name
 * @param {{ ifAvailable?: boolean }} options
 * @param {(lock: { name: string } | null) => unknown} callback
 * @returns {Promise<unknown>}
 */

/**
 * One Web Lock for each tag, shared by all workers of the origin. The browser frees
 * a lock when its worker ends.
 */
export class TagLocks {
  /** @type {() => void} */
  #onFree;
  /** @type {() => void} */
  #onRefused;
  /** @type {RequestLock} */
  #request;
  /** @type {Set<string>} */
  #awaited = new Set();
  /** @type {Map<string, Promise<unknown>>} */
  #releasing = new Map();

  /**
   * Calls onFree() when a lock that was taken has been given up. Calls onRefused() when a
   * lock cannot be had now: the worker may end before it hears that it is free.
   * @param {() => void} onFree
   * @param {() => void} onRefused
   */
  constructor(onFree, onRefused) {
    this.#onFree = onFree;
    this.#onRefused = onRefused;
    const { locks } = navigator;
    this.#request = locks ? locks.request.bind(locks) : requestHere();
  }

  /**
   * Resolves with a function that frees the tag's lock, or with null if it cannot be had now. Never rejects.
   * @param {string} tag
   * @returns {Promise<(() => void) | null>}
   */
  async take(tag) {
    let late = false;
    const makeError = () => {
      late = true;
      return new DOMException('navigator.locks does not answer', 'TimeoutError');
    };
    const taken = this.#take(tag).then((unlock) => {
      if (late && unlock) unlock();
      return unlock;
    });
    const unlock = await rejectAfter(LOCK_TIMEOUT, taken, makeError).catch((error) => this.#warn(error));
    if (!unlock) this.#onRefused();
    return unlock;
  }

  /** @param {string} tag */
  async #take(tag) {
    const name = await lockName(registration.scope, tag);
    // A lock that this worker has given up is free only a moment later.
    await this.#releasing.get(name);
    const unlock = await this.#takeIfFree(name);
    if (!unlock) this.#awaitFree(name);
    return unlock;
  }

  /**
   * @param {string} name
   * @returns {Promise<(() => void) | null>}
   */
  #takeIfFree(name) {
    return new Promise((resolve, reject) => {
      const held = this.#request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null);
        return /** @type {Promise<void>} */ (
          new Promise((release) => {
            resolve(() => {
              release();
              const released = () => this.#releasing.delete(name);
              this.#releasing.set(name, held.then(released, released));
            });
          })
        );
      });
      held.catch(reject);
    });
  }

  /** @param {string} name */
  #awaitFree(name) {
    if (this.#awaited.has(name)) return;
    this.#awaited.add(name);
    const ended = () => this.#awaited.delete(name);
    void this.#request(name, {}, ended).then(this.#onFree, (error) => {
      ended();
      this.#warn(error);
      this.#onRefused();
    });
  }

  /**
   * @param {unknown} error
   * @returns {null}
   */
  #warn(error) {
    console.error(
      'background-sync-polyfill: a tag cannot be locked, so its event does not fire yet. It is tried again.',
      error,
    );
    return null;
  }
}

/**
 * LockManager.request for browsers before Web Locks (Firefox 96, Safari 15.4): within
 * this worker only. While two versions of a worker are alive, an event may fire in both.
 * @returns {RequestLock}
 */
function requestHere() {
  /** @type {Map<string, Promise<unknown>>} */
  const held = new Map();
  return async (name, { ifAvailable }, callback) => {
    if (ifAvailable && held.has(name)) return callback(null);
    while (held.has(name)) await held.get(name);
    const done = Promise.resolve(callback({ name })).finally(() => held.delete(name));
    held.set(name, done);
    await done;
  };
}
