// @ts-check

import { SETTLE_DELAY } from '../../shared/timing.js';

/**
 * @import { ConnectivityProbe } from './connectivity-probe.js'
 * @import { NetworkObserver } from './network-observer.js'
 */

/**
 * Whether the network is there. All code in the worker asks Connectivity; only Connectivity
 * uses the NetworkObserver and the ConnectivityProbe.
 */
export class Connectivity {
  /** @type {NetworkObserver} */
  #network;
  /** @type {ConnectivityProbe} */
  #probe;

  /**
   * @param {NetworkObserver} network
   * @param {ConnectivityProbe} probe
   */
  constructor(network, probe) {
    this.#network = network;
    this.#probe = probe;
  }

  /**
   * Reads navigator.onLine, and returns the state: 'offline'; 'settling' if the network has
   * come back just now, in which case the worker is woken when it has settled; 'unverified'
   * if the probe has not passed lately; or 'online'. Events may be fired only while 'online'.
   * @returns {'offline' | 'settling' | 'unverified' | 'online'}
   */
  check() {
    const network = this.#network.check();
    if (network === 'offline') this.#probe.forget();
    if (network !== 'online') return network;
    return this.#probe.passed ? 'online' : 'unverified';
  }

  /** While the browser is offline, looks every second for the network's return: events do not always tell of it. */
  watch() {
    this.#network.watch();
  }

  /** Ends watch(): nothing waits for the network any more. */
  unwatch() {
    this.#network.unwatch();
  }

  /**
   * Takes over from a page how many milliseconds the network still has to settle: the page
   * may have seen a return that came before this worker started. Ignores a delay that is no
   * number, or longer than SETTLE_DELAY.
   * @param {unknown} delay
   */
  settle(delay) {
    if (typeof delay !== 'number' || !(delay <= SETTLE_DELAY)) return;
    this.#probe.forget();
    this.#network.settle(delay);
  }

  /** Takes note of the browser's event that the connection has changed. */
  connectionChanged() {
    this.#network.connectionChanged();
  }

  /** Takes note of the browser's event `online`. */
  returned() {
    this.#probe.forget();
    this.#network.returned();
  }

  /** Takes note of the browser's event `offline`. */
  lost() {
    this.#probe.forget();
    this.#network.lost();
  }

  /**
   * Runs the probe, and resolves with whether the network is there. Never rejects.
   * @returns {Promise<boolean>}
   */
  verify() {
    return this.#probe.run();
  }

  /**
   * Runs the probe, as verify() does, unless it has passed lately.
   * @returns {Promise<boolean>}
   */
  async verifyIfStale() {
    return this.#probe.passed || this.verify();
  }
}
