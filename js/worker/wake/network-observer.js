// @ts-check

import { Network } from '../../shared/network.js';
import { NETWORK_POLL_INTERVAL, NETWORK_RECHECK_DELAY } from '../../shared/timing.js';

/** Finds out when the network is lost and when it is back. Events of the browser do not always tell a worker. */
export class NetworkObserver {
  /** @type {Network} */
  #network;
  /** @type {() => void} */
  #onLost;
  /** @type {number | undefined} */
  #poll;

  /**
   * Calls onBack() once the network is back and has settled. Calls onLost() when the network
   * is lost, perhaps several times for one loss.
   * @param {() => void} onBack
   * @param {() => void} onLost
   */
  constructor(onBack, onLost) {
    this.#network = new Network(onBack, onLost);
    this.#onLost = onLost;
  }

  /** Returns the state of the network: see Network.readState(). */
  check() {
    return this.#network.readState();
  }

  /** Reads navigator.onLine every second until the browser is online, since no event may tell of it. */
  watch() {
    if (this.check() !== 'offline') return;
    this.#poll ??= setInterval(() => {
      if (this.check() !== 'offline') this.unwatch();
    }, NETWORK_POLL_INTERVAL);
  }

  /** Ends watch(). */
  unwatch() {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  /** Takes note of the browser's event that the connection has changed. */
  connectionChanged() {
    this.#reportLoss();
    // Chromium's event comes a moment before navigator.onLine changes, and no event follows.
    setTimeout(() => this.#reportLoss(), NETWORK_RECHECK_DELAY);
  }

  /** Takes note of the browser's event `online`. This worker may not have seen the loss before it. */
  returned() {
    this.#network.returned();
    this.connectionChanged();
  }

  /** Takes note of the browser's event `offline`. If the network is back already, it has to settle. */
  lost() {
    this.#network.lost();
    this.#onLost();
    this.connectionChanged();
  }

  /**
   * Lets the network settle for so many milliseconds: see Network.settle().
   * @param {number} delay
   */
  settle(delay) {
    this.#network.settle(delay);
  }

  #reportLoss() {
    if (this.check() === 'offline') this.#onLost();
  }
}
