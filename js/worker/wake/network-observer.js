// @ts-check

import { NETWORK_POLL_INTERVAL, NETWORK_RECHECK_DELAY, SETTLE_DELAY } from '../../shared/timing.js';

/** The network as the browser tells a worker of it. */
export class NetworkObserver {
  /** @type {() => void} */
  #onBack;
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
    this.#onBack = onBack;
    this.#onLost = onLost;
    // A worker that starts offline hears when the network is back, without being asked for anything.
    this.look();
  }

  /**
   * Whether the browser is online. While it is not, the observer looks again and again
   * until it is: whoever was told "offline" counts on onBack(), and events alone do
   * not always tell.
   */
  look() {
    const { onLine } = navigator;
    if (!onLine) this.#poll ??= setInterval(() => this.#lookForReturn(), NETWORK_POLL_INTERVAL);
    return onLine;
  }

  /** The browser says that something of the network has changed. */
  changed() {
    this.#tell();
    // Chromium says so a moment before navigator.onLine has changed, and not again afterwards.
    setTimeout(() => this.#tell(), NETWORK_RECHECK_DELAY);
  }

  #tell() {
    if (this.look()) this.#lookForReturn();
    else this.#onLost();
  }

  #lookForReturn() {
    if (!this.#poll || !navigator.onLine) return;
    clearInterval(this.#poll);
    this.#poll = undefined;
    setTimeout(this.#onBack, SETTLE_DELAY);
  }
}
