// @ts-check

import { storedScopes } from '../shared/idb/registrations.js';
import { MAX_BACK_OFF, PAGE_RETRY_DELAY } from '../shared/timing.js';
import { WorkerLink } from './worker-link.js';

/** @import { Network } from '../shared/network.js' */

/** A page's links to the workers of all registrations that it knows, by their scope. */
export class WorkerLinks {
  /** @type {Map<string, WorkerLink>} */
  #links = new Map();
  /** Whether the page is between pagehide and pageshow: an open channel then keeps it out of the back/forward cache. */
  #away = false;
  /** @type {number | undefined} */
  #retryTimer;
  #backOff = PAGE_RETRY_DELAY;
  /** @type {Network} */
  #network;

  /** @param {Network} network */
  constructor(network) {
    this.#network = network;
  }

  /**
   * Adds the registration, or puts it in the place of the one that had its scope before.
   * @param {ServiceWorkerRegistration} registration
   */
  add(registration) {
    const { scope } = registration;
    const known = this.#links.get(scope);
    known?.follow(registration);
    const link = known ?? new WorkerLink(registration, this.#network);
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
    try {
      for (const registration of await navigator.serviceWorker.getRegistrations()) this.add(registration);
      // A scope with a stored tag has a worker with the polyfill. In any other worker the
      // app's `message` listeners would see our message.
      const stored = await storedScopes();
      for (const [scope, link] of this.#links) if (stored.has(scope)) link.wake();
      this.#stopRetrying();
    } catch (error) {
      if (isRefused(error)) this.#stopRetrying();
      else this.#retryLater();
    }
  }

  /** A database that cannot be read now, as on an iPhone that wakes up, may hold a tag. */
  #retryLater() {
    if (this.#retryTimer !== undefined) return;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      void this.wakeAll();
    }, this.#backOff);
    this.#backOff = Math.min(2 * this.#backOff, MAX_BACK_OFF);
  }

  #stopRetrying() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#backOff = PAGE_RETRY_DELAY;
  }
}

/** How Firefox and Chromium refuse a page service workers, as where the user has blocked cookies. */
const REFUSALS = ['SecurityError', 'NotSupportedError'];

/**
 * Whether the page may have no service workers or no storage at all: time changes nothing of that.
 * @param {unknown} error
 */
function isRefused(error) {
  // An aborted transaction may have no error.
  const { name = '' } = /** @type {Partial<Error>} */ (error ?? {});
  return !globalThis.indexedDB || REFUSALS.includes(name);
}
