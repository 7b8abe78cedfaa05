// @ts-check

import { rejectAfter } from '../../shared/timeout.js';
import { PROBE_PASS_LIFETIME, PROBE_TIMEOUT } from '../../shared/timing.js';

/**
 * Option connectivityProbe (C63). navigator.onLine is true behind a captive portal and on a
 * dead line, too. Only an answer of the app's server shows that the network is there.
 */
export class ConnectivityProbe {
  /** @type {(() => unknown) | undefined} */
  #ask;
  /** @type {Promise<boolean> | undefined} */
  #running;
  #passedAt = -Infinity;
  #warned = false;

  /**
   * Takes the option: a URL, or a function. Without it the probe always passes.
   * @param {string | (() => unknown)} [probe]
   */
  constructor(probe) {
    this.#ask = typeof probe === 'string' ? () => requestHead(probe) : probe;
  }

  /** Whether the probe has passed within PROBE_PASS_LIFETIME, or the option is not set. */
  get passed() {
    return !this.#ask || performance.now() - this.#passedAt < PROBE_PASS_LIFETIME;
  }

  /** Forgets the last pass, because the network was lost since. */
  forget() {
    this.#passedAt = -Infinity;
  }

  /**
   * Runs the probe, and resolves with whether the network is there. A call while the probe
   * runs gets the same answer. Never rejects.
   * @returns {Promise<boolean>}
   */
  run() {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run() {
    const ask = this.#ask;
    if (!ask) return true;
    const late = () => new Error(`no answer in ${PROBE_TIMEOUT / 1000} s`);
    const there = await rejectAfter(PROBE_TIMEOUT, (async () => ask())(), late).catch((error) => this.#warn(error));
    this.#passedAt = there ? performance.now() : -Infinity;
    if (there) this.#warned = false;
    return Boolean(there);
  }

  /**
   * A wrong URL has the same effect as a lost network, so the console is told, once until the next pass.
   * @param {unknown} error
   */
  #warn(error) {
    if (!this.#warned) {
      console.warn(
        'background-sync-polyfill: option connectivityProbe found no network, so no event fires yet. It is tried again.',
        error,
      );
    }
    this.#warned = true;
  }
}

/**
 * Resolves with true if the URL answers with a status of 200 to 299, and rejects otherwise.
 * A redirect is refused because captive portals redirect to themselves, and caches are
 * bypassed because a cached answer proves nothing.
 * @param {string} url
 */
async function requestHead(url) {
  const { ok, status } = await fetch(url, { method: 'HEAD', cache: 'no-store', redirect: 'error' });
  if (!ok) throw new Error(`HTTP status ${status} of ${url}`);
  return true;
}
