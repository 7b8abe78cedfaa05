import { queueTask } from './tasks.mjs';

/** The Web Locks of one origin. */
export class Locks {
  #held = new Map();
  #queues = new Map();
  /** Set by a test: what each request rejects with. */
  failure;

  /** What a scope sees; its locks are free when it has ended. */
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

  get names() {
    return [...this.#held.keys()];
  }

  endOf(owner) {
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
      // The owner's end may have freed it before.
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
