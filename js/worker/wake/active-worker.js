// @ts-check

/**
 * Whether this worker may fire events: only the registration's active worker may, and only
 * once it is activated. Spec: Service Workers, "Handle Functional Event", which waits for
 * the activation, too.
 *
 * In Chromium and WebKit a worker knows its own ServiceWorker object. In Firefox it does
 * not. There, the first event that only an active worker gets shows that this worker is
 * registration.active.
 */
export class ActiveWorker {
  /** @type {() => void} */
  #onActivated;
  /**
   * The ServiceWorker object of this worker; undefined until an event has told it.
   * @type {ServiceWorker | null | undefined}
   */
  #confirmed;

  /**
   * Calls onActivated() when the app's `activate` has ended.
   * @param {() => void} onActivated
   */
  constructor(onActivated) {
    this.#onActivated = onActivated;
  }

  /** Takes note of the `activate` event, and from now on waits for the end of the activation. */
  activationStarted() {
    this.confirmActive();
    this.check();
  }

  /** Takes note of an event that only the active worker gets. */
  confirmActive() {
    // Only the first such event counts: a later one may be delivered after another worker has taken the place.
    this.#confirmed ??= registration.active;
  }

  /**
   * Returns 'activated' if this worker may fire. Returns 'activating' if it is the active
   * worker and the app's `activate` still runs; onActivated() is then called at the end of
   * the activation. Returns 'inactive' if another worker is active, or if it is not known
   * whether this one is.
   * @returns {'activated' | 'activating' | 'inactive'}
   */
  check() {
    const { active } = registration;
    if (!active || active !== this.#self) return 'inactive';
    if (active.state === 'activated') return 'activated';
    if (active.state !== 'activating') return 'inactive';
    active.addEventListener('statechange', this.#onStateChange);
    return 'activating';
  }

  #onStateChange = () => {
    if (this.check() === 'activated') this.#onActivated();
  };

  /** This worker. In Firefox, before such an event: the active one, or undefined if the registration has several. */
  get #self() {
    const { active, installing, waiting } = registration;
    return globalThis.serviceWorker ?? this.#confirmed ?? (installing || waiting ? undefined : active);
  }
}
