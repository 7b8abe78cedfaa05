// @ts-check

import { lockName } from '../../shared/tag-lock.js';

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
  /** @type {(error: unknown) => void} */
  #onFailed;
  /** @type {RequestLock} */
  #request;
  /** @type {Set<string>} */
  #awaited = new Set();
  /** @type {Map<string, Promise<unknown>>} */
  #releasing = new Map();

  /**
   * Calls onFree() when a lock that was taken has been given up, and onFailed() when one cannot be had at all.
   * @param {() => void} onFree
   * @param {() => void} onFailed
   */
  constructor(onFree, onFailed) {
    this.#onFree = onFree;
    this.#onFailed = (error) => {
      console.error(
        'background-sync-polyfill: a tag cannot be locked, so its event does not fire yet. It is tried again.',
        error,
      );
      onFailed();
    };
    const { locks } = navigator;
    this.#request = locks ? locks.request.bind(locks) : requestHere();
  }

  /**
   * Resolves with a function that frees the tag's lock, or with null if it cannot be had now. Never rejects.
   * @param {string} tag
   * @returns {Promise<(() => void) | null>}
   */
  async take(tag) {
    try {
      const name = await lockName(registration.scope, tag);
      // A lock that this worker has given up is free only a moment later.
      await this.#releasing.get(name);
      const unlock = await this.#takeIfFree(name);
      if (!unlock) this.#awaitFree(name);
      return unlock;
    } catch (error) {
      this.#onFailed(error);
      return null;
    }
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
    void this.#request(name, {}, () => this.#awaited.delete(name)).then(this.#onFree, (error) => {
      this.#awaited.delete(name);
      this.#onFailed(error);
    });
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
    const done = Promise.resolve(callback({ name }));
    held.set(name, done);
    await done;
    held.delete(name);
  };
}
