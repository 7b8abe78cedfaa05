// @ts-check

/**
 * Whether this worker may fire events: only the registration's active worker may, and only
 * once it is activated. Spec: Service Workers, "Handle Functional Event", which waits for
 * that. In Chromium and WebKit a worker knows its own ServiceWorker object; in Firefox it
 * learns which of the registration's objects it is from its first event that only the
 * worker in that place gets.
 */
export class ActiveWorker {
  /** @type {() => void} */
  #onActivated;
  /**
   * This worker as its registration knows it, once an event has told.
   * @type {ServiceWorker | null | undefined}
   */
  #known;

  /**
   * Calls onActivated() when the app's `activate` has ended.
   * @param {() => void} onActivated
   */
  constructor(onActivated) {
    this.#onActivated = onActivated;
  }

  /** The `activate` event has come. */
  activates() {
    this.confirm();
    this.look();
  }

  /** An event has come that only the active worker gets. */
  confirm() {
    this.#known ??= registration.active;
  }

  /**
   * 'activated' if this worker may fire; 'activating' if it is the active one and the app's
   * `activate` still runs: onActivated() is called when that has ended; 'inactive' if another
   * worker is the active one, or if it is not known which one this is.
   * @returns {'activated' | 'activating' | 'inactive'}
   */
  look() {
    const { active } = registration;
    if (!active || active !== this.#self) return 'inactive';
    if (active.state === 'activated') return 'activated';
    if (active.state !== 'activating') return 'inactive';
    active.addEventListener('statechange', this.#onStateChange);
    return 'activating';
  }

  #onStateChange = () => {
    if (this.look() === 'activated') this.#onActivated();
  };

  /** A worker that shares its registration with another one may be either of the two. */
  get #self() {
    const { active, installing, waiting } = registration;
    return globalThis.serviceWorker ?? this.#known ?? (installing || waiting ? undefined : active);
  }
}
