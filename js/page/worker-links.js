// @ts-check

import { storedScopes } from '../shared/idb/registrations.js';
import { MAX_BACK_OFF, PAGE_RETRY_DELAY } from '../shared/timing.js';
import { WorkerLink } from './worker-link.js';

/** @import { Network } from '../shared/network.js' */

/** This page's links to the workers of all registrations that it knows, one link for each scope. */
export class WorkerLinks {
  /** @type {Map<string, WorkerLink>} */
  #links = new Map();
  /** Whether the page is between pagehide and pageshow. An open channel would keep it out of the back/forward cache. */
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
   * Adds the registration. If there is a link for its scope, that link uses the new object.
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

  /** The page is shown: listens to all workers. */
  openChannels() {
    this.#away = false;
    for (const link of this.#links.values()) link.openChannel();
  }

  /** The page is hidden, and may go into the back/forward cache: stops listening. */
  closeChannels() {
    this.#away = true;
    for (const link of this.#links.values()) link.closeChannel();
  }

  /**
   * Wakes the worker of each scope that has a stored tag. Never rejects: if the tags cannot be read, it tries again
   * later.
   * @returns {Promise<void>}
   */
  async wakeAll() {
    try {
      for (const registration of await navigator.serviceWorker.getRegistrations()) this.add(registration);
      // Only the worker of a scope with a stored tag is sure to have the polyfill. In another
      // worker, the app's `message` listeners would get our message.
      const stored = await storedScopes();
      for (const [scope, link] of this.#links) if (stored.has(scope)) link.wake();
      this.#stopRetrying();
    } catch (error) {
      if (isRefused(error)) this.#stopRetrying();
      else this.#retryLater();
    }
  }

  /** The database may hold a tag, although it cannot be read now, as on an iPhone that has just woken up. */
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

/** The errors of Firefox and Chromium if a page may not use service workers, as where the user blocks cookies. */
const REFUSALS = ['SecurityError', 'NotSupportedError'];

/**
 * Whether the page may not use service workers or storage at all. Then there is no use in trying again.
 * @param {unknown} error
 */
function isRefused(error) {
  // The error of an aborted transaction may be null.
  const { name = '' } = /** @type {Partial<Error>} */ (error ?? {});
  return !globalThis.indexedDB || REFUSALS.includes(name);
}
