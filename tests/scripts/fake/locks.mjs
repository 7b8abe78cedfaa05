import { queueTask } from './tasks.mjs';

/**
 * Stands in for the Web Locks of one origin. A test sets `failure` to make requests fail, or asks
 * which locks are held.
 */
export class Locks {
  #held = new Map();
  #queues = new Map();
  /** What each request rejects with, if a test sets it. */
  failure;

  /** The navigator.locks of one scope, the owner. */
  manager(owner) {
    return {
      request: (name, ...rest) => {
        const callback = rest.pop();
        return new Promise((resolve, reject) => {
          if (this.failure) return reject(this.failure);
          const request = { name, owner, callback, resolve, reject };
          queueTask(() => {
            if (!this.#held.has(name)) return this.#grant(request);
            if (rest[0]?.ifAvailable) return Promise.resolve(callback(null)).then(resolve, reject);
            this.#queues.set(name, [...(this.#queues.get(name) ?? []), request]);
          });
        });
      },
    };
  }

  /** The names of the locks that are held. */
  get heldNames() {
    return [...this.#held.keys()];
  }

  /** Releases the locks of a scope that has ended, and removes its requests. */
  releaseAllOf(owner) {
    for (const [name, queue] of this.#queues)
      this.#queues.set(
        name,
        queue.filter((request) => request.owner !== owner),
      );
    for (const [name, request] of this.#held) if (request.owner === owner) this.#free(name);
  }

  async #grant(request) {
    const { name, callback, resolve, reject } = request;
    this.#held.set(name, request);
    const ended = (settle) => (value) => {
      settle(value);
      // The lock is already free if its owner has ended.
      if (this.#held.get(name) === request) this.#free(name);
    };
    await Promise.resolve(callback({ name })).then(ended(resolve), ended(reject));
  }

  #free(name) {
    this.#held.delete(name);
    const next = this.#queues.get(name)?.shift();
    if (next) this.#grant(next);
  }
}
