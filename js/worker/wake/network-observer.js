// @ts-check

import { Network } from '../../shared/network.js';
import { NETWORK_POLL_INTERVAL, NETWORK_RECHECK_DELAY } from '../../shared/timing.js';

/** The network as the browser tells a worker of it: not always by an event. */
export class NetworkObserver {
  /** @type {Network} */
  #network;
  /** @type {() => void} */
  #onLost;
  /** @type {number | undefined} */
  #poll;

  /**
   * Calls onBack() once the network is back and has settled, and onLost() when it is
   * gone, perhaps more than once.
   * @param {() => void} onBack
   * @param {() => void} onLost
   */
  constructor(onBack, onLost) {
    this.#network = new Network(onBack, onLost);
    this.#onLost = onLost;
  }

  /** The network's state, as Network.readState() tells it. */
  look() {
    return this.#network.readState();
  }

  /** While the browser is offline this looks every second whether it still is: no event may tell. */
  watch() {
    if (this.look() !== 'offline') return;
    this.#poll ??= setInterval(() => {
      if (this.look() !== 'offline') this.unwatch();
    }, NETWORK_POLL_INTERVAL);
  }

  /** Nobody waits for the network any more. */
  unwatch() {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  /** The browser says that something of the network has changed. */
  changed() {
    this.#tell();
    // Chromium says so a moment before navigator.onLine has changed, and not again afterwards.
    setTimeout(() => this.#tell(), NETWORK_RECHECK_DELAY);
  }

  /** The browser says that the network has come back, perhaps from a loss that this worker has not seen. */
  returned() {
    this.#network.returned();
    this.changed();
  }

  /** The browser says that the network is lost. It may be back by now, and has to settle then. */
  lost() {
    this.#network.lost();
    this.#onLost();
    this.changed();
  }

  /**
   * As Network.settle().
   * @param {number} delay
   */
  settle(delay) {
    this.#network.settle(delay);
  }

  #tell() {
    if (this.look() === 'offline') this.#onLost();
  }
}
