// @ts-check

import { storedScopes } from '../shared/idb/registrations.js';
import { PAGE_RETRY_DELAY } from '../shared/timing.js';
import { WorkerLink } from './worker-link.js';

/** A page's links to the workers of all registrations that it knows, by their scope. */
export class WorkerLinks {
  /** @type {Map<string, WorkerLink>} */
  #links = new Map();
  /** Whether the page is between pagehide and pageshow: an open channel then keeps it out of the back/forward cache. */
  #away = false;
  /** @type {number | undefined} */
  #retryTimer;

  /**
   * Adds the registration, or puts it in the place of the one that had its scope before.
   * @param {ServiceWorkerRegistration} registration
   */
  add(registration) {
    const { scope } = registration;
    const known = this.#links.get(scope);
    known?.follow(registration);
    const link = known ?? new WorkerLink(registration);
    this.#links.set(scope, link);
    if (!this.#away) link.openChannel();
  }

  openChannels() {
    this.#away = false;
    for (const link of this.#links.values()) link.openChannel();
  }

  closeChannels() {
    this.#away = true;
    for (const link of this.#links.values()) link.closeChannel();
  }

  /**
   * Wakes the worker of each scope that has a stored tag. Never rejects.
   * @returns {Promise<void>}
   */
  async wakeAll() {
    clearTimeout(this.#retryTimer);
    try {
      for (const registration of await navigator.serviceWorker.getRegistrations()) this.add(registration);
      // A scope with a stored tag has a worker with the polyfill. In any other worker the
      // app's `message` listeners would see our message.
      const stored = await storedScopes();
      for (const [scope, link] of this.#links) if (stored.has(scope)) link.wake();
    } catch {
      // A database that cannot be read now, as on an iPhone that wakes up, may hold a tag.
      this.#retryTimer = setTimeout(() => this.wakeAll(), PAGE_RETRY_DELAY);
    }
  }
}
