// @ts-check

/**
 * @import { ConnectivityProbe } from './connectivity-probe.js'
 * @import { NetworkObserver } from './network-observer.js'
 */

/**
 * Whether the network is there: the one place that reads navigator.onLine, hears of the
 * network's events, and asks option connectivityProbe.
 */
export class Connectivity {
  /** @type {NetworkObserver} */
  #network;
  /** @type {ConnectivityProbe} */
  #probe;

  /**
   * Takes a NetworkObserver and a ConnectivityProbe.
   * @param {NetworkObserver} network
   * @param {ConnectivityProbe} probe
   */
  constructor(network, probe) {
    this.#network = network;
    this.#probe = probe;
  }

  /**
   * 'offline', as the browser says; 'unverified', when the browser says online and the
   * probe has not passed lately; or 'online'. Whoever is told 'offline' is woken when
   * the network is back.
   * @returns {'offline' | 'unverified' | 'online'}
   */
  state() {
    if (!this.#network.look()) return 'offline';
    return this.#probe.passed ? 'online' : 'unverified';
  }

  /** The browser says that something of the network has changed. */
  changed() {
    this.#network.changed();
  }

  /**
   * Asks the probe, and resolves with whether the network is there. Never rejects.
   * @returns {Promise<boolean>}
   */
  verify() {
    return this.#probe.run();
  }

  /**
   * The same, but asks only if the probe has not passed lately.
   * @returns {Promise<boolean>}
   */
  async verifyIfStale() {
    return this.#probe.passed || this.verify();
  }
}
