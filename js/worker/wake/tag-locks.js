// @ts-check

import { lockName } from '../../shared/tag-lock.js';
import { rejectAfter } from '../../shared/timeout.js';
import { LOCK_TIMEOUT } from '../../shared/timing.js';

/**
 * LockManager.request, as far as it is used here.
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
  /** The names of the locks that onFree() will be called for. @type {Set<string>} */
  #awaited = new Set();
  /** @type {Map<string, Promise<unknown>>} */
  #releasing = new Map();

  /**
   * Calls onRefused() when a tag cannot be locked now, and onFree() when that lock has become
   * free. The worker may end before that, so onRefused() should set a time for another try.
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
   * Locks the tag if its lock is free. Resolves with a function that frees the lock, or with
   * null if the tag cannot be locked now. Never rejects.
   * @param {string} tag
   * @returns {Promise<(() => void) | null>}
   */
  async tryLock(tag) {
    let late = false;
    const makeError = () => {
      late = true;
      return new DOMException(`navigator.locks has not answered in ${LOCK_TIMEOUT / 1000} s`, 'TimeoutError');
    };
    const locking = this.#lock(tag).then((unlock) => {
      if (late && unlock) unlock();
      return unlock;
    });
    const unlock = await rejectAfter(LOCK_TIMEOUT, locking, makeError).catch((error) => reportError(tag, error));
    if (!unlock) this.#onRefused();
    return unlock;
  }

  /** @param {string} tag */
  async #lock(tag) {
    const name = await lockName(registration.scope, tag);
    // The browser frees a lock a moment after this worker has given it up.
    await this.#releasing.get(name);
    const unlock = await this.#lockIfFree(name);
    if (!unlock) this.#awaitFree(name, tag);
    return unlock;
  }

  /**
   * @param {string} name
   * @returns {Promise<(() => void) | null>}
   */
  #lockIfFree(name) {
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

  /**
   * @param {string} name
   * @param {string} tag
   */
  #awaitFree(name, tag) {
    if (this.#awaited.has(name)) return;
    this.#awaited.add(name);
    const forget = () => this.#awaited.delete(name);
    void this.#request(name, {}, forget).then(this.#onFree, (error) => {
      forget();
      reportError(tag, error);
      this.#onRefused();
    });
  }
}

/**
 * @param {string} tag
 * @param {unknown} error
 * @returns {null}
 */
function reportError(tag, error) {
  console.error(
    `background-sync-polyfill: the tag '${tag}' of ${registration.scope} cannot be locked, so its event does not ` +
      'fire yet. It is tried again.',
    error,
  );
  return null;
}

/**
 * Stands in for LockManager.request in browsers without Web Locks (before Firefox 96 and
 * Safari 15.4). These locks hold within this worker only: while two versions of the app's
 * worker are alive, an event may fire in both.
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
