import { sha256 } from './sha256.js';

/** The longest name that WebKit gives a lock, in UTF-16 code units. */
const LONGEST_NAME = 1024;

/** The name of the tag's Web Lock. */
export async function lockName(scope, tag) {
  const name = `background-sync-polyfill:${scope}\n${tag}`;
  if (name.length <= LONGEST_NAME) return name;
  // Two tags that differ in lone surrogates alone share a lock, and one waits for the other.
  return `background-sync-polyfill:${await sha256(new TextEncoder().encode(name))}`;
}

/**
 * One lock per tag, shared by all workers of the origin and freed by the
 * browser when its worker ends.
 */
export class Locks {
  #scope;
  #request;
  #awaited = new Set();
  #releasing = new Map();

  constructor(scope) {
    this.#scope = scope;
    const { locks } = scope.navigator;
    this.#request = locks ? locks.request.bind(locks) : requestHere();
  }

  /**
   * Resolves with a function that frees the lock, or with null if it is taken;
   * then free() is called once it has been given up, or failed(error) if it
   * cannot be waited for.
   */
  async tryLock(tag, free, failed) {
    const name = await lockName(this.#scope.registration.scope, tag);
    // A lock that this worker has given up is free only a moment later.
    await this.#releasing.get(name);
    const unlock = await this.#take(name);
    if (!unlock && !this.#awaited.has(name)) {
      this.#awaited.add(name);
      void this.#request(name, {}, () => this.#awaited.delete(name)).then(free, (error) => {
        this.#awaited.delete(name);
        failed(error);
      });
    }
    return unlock;
  }

  #take(name) {
    return new Promise((resolve, reject) => {
      const held = this.#request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null);
        return new Promise((release) => {
          resolve(() => {
            release();
            const released = () => this.#releasing.delete(name);
            this.#releasing.set(name, held.then(released, released));
          });
        });
      });
      held.catch(reject);
    });
  }
}

/**
 * LockManager.request for browsers before Web Locks (Firefox 96, Safari 15.4):
 * within this worker only. While two versions of a worker are alive, an event
 * may fire in both.
 */
function requestHere() {
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
