// @ts-check

/**
 * Whether this worker may fire events: only the registration's active worker may. Not
 * every engine lets a worker ask whether it is that one, so it learns it from its first
 * event that no other worker gets.
 */
export class ActiveWorker {
  #confirmed = false;

  /** An event has come that only the active worker gets. */
  confirm() {
    this.#confirmed = true;
  }

  get mayFire() {
    // Firefox has no self.serviceWorker. There a replaced worker may fire until it
    // ends, and the tags' locks keep an event from being fired twice at once.
    if (globalThis.serviceWorker?.state === 'redundant') return false;
    const { active, installing, waiting } = registration;
    return this.#confirmed || Boolean(active && !installing && !waiting);
  }
}
