// @ts-check

import { rejectAfter } from '../../shared/timeout.js';
import { PROBE_PASS_LIFETIME, PROBE_TIMEOUT } from '../../shared/timing.js';

/**
 * Option connectivityProbe: navigator.onLine is true behind a captive portal and on a
 * dead line too, and only an answer from the app's server tells.
 */
export class ConnectivityProbe {
  /** @type {(() => unknown) | undefined} */
  #ask;
  /** @type {Promise<boolean> | undefined} */
  #running;
  #passedAt = -Infinity;
  #warned = false;

  /**
   * The probe is a URL or a function; undefined for a network that is there whenever the browser says so.
   * @param {string | (() => unknown)} [probe]
   */
  constructor(probe) {
    this.#ask = typeof probe === 'string' ? () => answers(probe) : probe;
  }

  /** Whether there is nothing to ask, or the network has answered lately. */
  get passed() {
    return !this.#ask || performance.now() - this.#passedAt < PROBE_PASS_LIFETIME;
  }

  /** The network was lost: a pass from before tells nothing of the next one. */
  forget() {
    this.#passedAt = -Infinity;
  }

  /**
   * Asks, once at a time, and resolves with whether the network is there. Never rejects.
   * @returns {Promise<boolean>}
   */
  run() {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run() {
    const ask = this.#ask;
    if (!ask) return true;
    const late = () => new Error('no answer in time');
    const there = await rejectAfter(PROBE_TIMEOUT, (async () => ask())(), late).catch((error) => this.#warn(error));
    this.#passedAt = there ? performance.now() : -Infinity;
    if (there) this.#warned = false;
    return Boolean(there);
  }

  /**
   * A wrong address looks like no network: only the console can tell.
   * @param {unknown} error
   */
  #warn(error) {
    if (!this.#warned) console.warn('background-sync-polyfill: option connectivityProbe found no network.', error);
    this.#warned = true;
  }
}

/**
 * A captive portal answers with a redirect to itself, and a cache with what it has.
 * @param {string} url
 */
async function answers(url) {
  const { ok, status } = await fetch(url, { method: 'HEAD', cache: 'no-store', redirect: 'error' });
  if (!ok) throw new Error(`HTTP status ${status} of ${url}`);
  return true;
}
