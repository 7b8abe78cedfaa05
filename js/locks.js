/**
 * One lock per tag, shared by all workers of the origin and freed by the
 * browser when its worker ends.
 */
export class Locks {
  #scope;
  #awaited = new Set();

  constructor(scope) {
    this.#scope = scope;
  }

  /**
   * Resolves with a function that frees the lock, or with null if it is taken;
   * then free() is called once it has been given up.
   */
  async tryLock(tag, free) {
    const name = `background-sync-polyfill:${this.#scope.registration.scope}\n${tag}`;
    const unlock = await this.#take(name);
    if (!unlock && !this.#awaited.has(name)) {
      this.#awaited.add(name);
      void this.#scope.navigator.locks
        .request(name, () => this.#awaited.delete(name))
        .then(free, () => this.#awaited.delete(name));
    }
    return unlock;
  }

  #take(name) {
    return new Promise((resolve, reject) => {
      this.#scope.navigator.locks
        .request(name, { ifAvailable: true }, (lock) => {
          if (!lock) return resolve(null);
          return new Promise((unlock) => resolve(unlock));
        })
        .catch(reject);
    });
  }
}
