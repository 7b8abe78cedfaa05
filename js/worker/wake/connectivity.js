// @ts-check

/**
 * @import { ConnectivityProbe } from './connectivity-probe.js'
 * @import { NetworkObserver } from './network-observer.js'
 */

/**
 * Whether the network is there. Everybody asks here, and only here: the NetworkObserver
 * and the ConnectivityProbe have no other users.
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
   * Looks, and returns 'offline', as the browser says; 'unverified', when the browser
   * says online and the probe has not passed lately; or 'online'. Once this has returned
   * 'offline', the observer looks every second until the network is back, and the worker
   * is woken then.
   * @returns {'offline' | 'unverified' | 'online'}
   */
  check() {
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
   * Asks the probe, as verify() does, only if it has not passed lately.
   * @returns {Promise<boolean>}
   */
  async verifyIfStale() {
    return this.#probe.passed || this.verify();
  }
}
