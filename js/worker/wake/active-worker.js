/**
 * Whether this worker may dispatch: only the registration's active worker may,
 * and a worker cannot ask whether it is that one in every engine. It learns it
 * from its first event that only an active worker gets.
 */
export class Authority {
  #scope;
  #active = false;

  constructor(scope) {
    this.#scope = scope;
    for (const type of ['activate', 'push', 'notificationclick', 'notificationclose']) {
      scope.addEventListener(type, ({ isTrusted }) => isTrusted && this.prove());
    }
  }

  /** A message addressed to the active worker has come, or an event that only that one gets. */
  prove() {
    this.#active = true;
  }

  get held() {
    // Firefox has no self.serviceWorker: there a replaced worker keeps its
    // authority until it ends, and the locks keep events from firing twice.
    if (this.#scope.serviceWorker?.state === 'redundant') return false;
    const { active, installing, waiting } = this.#scope.registration;
    return this.#active || Boolean(active && !installing && !waiting);
  }
}
