// @ts-check

import { SETTLE_DELAY } from '../../shared/timing.js';

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
   * Looks, and returns 'offline', as the browser says; 'settling', while the network has
   * just come back: the worker is woken when it has settled; 'unverified', when the browser
   * says online and the probe has not passed lately; or 'online'. Events may be fired only
   * in the last state.
   * @returns {'offline' | 'settling' | 'unverified' | 'online'}
   */
  check() {
    const network = this.#network.look();
    if (network === 'offline') this.#probe.forget();
    if (network !== 'online') return network;
    return this.#probe.passed ? 'online' : 'unverified';
  }

  /** Whoever waits for the network calls this when check() was 'offline': events alone do not always tell of its return. */
  watch() {
    this.#network.watch();
  }

  /** Nobody waits for the network any more. */
  unwatch() {
    this.#network.unwatch();
  }

  /**
   * A page says that the network has so many milliseconds yet to settle: this worker may have started since its return.
   * @param {unknown} delay
   */
  settle(delay) {
    if (typeof delay !== 'number' || !(delay <= SETTLE_DELAY)) return;
    this.#probe.forget();
    this.#network.settle(delay);
  }

  /** The browser says that something of the network has changed. */
  changed() {
    this.#network.changed();
  }

  /** The browser says that the network has come back. */
  returned() {
    this.#probe.forget();
    this.#network.returned();
  }

  /** The browser says that the network is lost. */
  lost() {
    this.#probe.forget();
    this.#network.lost();
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
