// @ts-check

import { SETTLE_DELAY, WEBKIT_SETTLE_DELAY } from './timing.js';

/**
 * The state of the network, as the browser tells it to this page or worker. When the network comes
 * back, it is 'settling' for a while, and only then 'online' (C72): connections that are made right
 * after the return can fail, because the device's addresses still change.
 */
export class Network {
  /** @type {() => void} */
  #onBack;
  /** @type {() => void} */
  #onGone;
  /** @type {'offline' | 'settling' | 'online'} */
  #state = navigator.onLine ? 'online' : 'offline';
  /** @type {number | undefined} */
  #timer;
  /** When the network will have settled, in milliseconds of performance.now(). */
  #settlesAt = -Infinity;

  /**
   * @param {() => void} onBack is called each time that the network is back and has settled
   * @param {() => void} [onGone] is called instead if the network is lost by then
   */
  constructor(onBack, onGone = () => {}) {
    this.#onBack = onBack;
    this.#onGone = onGone;
  }

  /**
   * Reads navigator.onLine, and returns the state. If the network has come back, it begins to settle.
   * @returns {'offline' | 'settling' | 'online'}
   */
  readState() {
    // Only WebKit's errors have a member `line`.
    if (!navigator.onLine) this.lost();
    else if (this.#state === 'offline') this.settle('line' in new Error() ? WEBKIT_SETTLE_DELAY : SETTLE_DELAY);
    return this.#state;
  }

  /** The network was lost. If it is back already, the next readState() lets it settle. */
  lost() {
    clearTimeout(this.#timer);
    this.#state = 'offline';
  }

  /** The browser says that the network has come back. It has to settle, even if the loss was not noticed. */
  returned() {
    this.lost();
    this.readState();
  }

  /**
   * Lets the network settle for this time. A longer time that is already running is kept.
   * @param {number} delay in milliseconds
   */
  settle(delay) {
    if (delay <= (this.settlesIn ?? -1)) return;
    clearTimeout(this.#timer);
    this.#state = 'settling';
    this.#settlesAt = performance.now() + delay;
    this.#timer = setTimeout(() => {
      this.#state = 'online';
      if (this.readState() === 'online') this.#onBack();
      else this.#onGone();
    }, delay);
  }

  /** The milliseconds until the network has settled; undefined unless the state is 'settling'. */
  get settlesIn() {
    return this.#state === 'settling' ? Math.max(this.#settlesAt - performance.now(), 0) : undefined;
  }
}
