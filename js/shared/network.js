// @ts-check

import { SETTLE_DELAY, WEBKIT_SETTLE_DELAY } from './timing.js';

/**
 * The network as the browser tells a page or a worker of it. It settles for a while after
 * each return: browsers cut the connections that are being made while addresses change.
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
  /** When it has settled, on the clock of performance.now(). */
  #settlesAt = -Infinity;

  /**
   * Calls onBack() when the network is back and has settled, and onGone() if it is found to be gone by then.
   * @param {() => void} onBack
   * @param {() => void} [onGone]
   */
  constructor(onBack, onGone = () => {}) {
    this.#onBack = onBack;
    this.#onGone = onGone;
  }

  /**
   * Reads navigator.onLine, and returns 'offline'; 'settling', if the network has come back
   * just now: onBack() is called when it has settled; or 'online'.
   * @returns {'offline' | 'settling' | 'online'}
   */
  readState() {
    // Only WebKit's errors have a line.
    if (!navigator.onLine) this.lost();
    else if (this.#state === 'offline') this.settle('line' in new Error() ? WEBKIT_SETTLE_DELAY : SETTLE_DELAY);
    return this.#state;
  }

  /** The network was lost, even if it is back already: it has to settle anew. */
  lost() {
    clearTimeout(this.#timer);
    this.#state = 'offline';
  }

  /** The browser says that the network has come back, perhaps from a loss that nobody has seen. */
  returned() {
    this.lost();
    this.readState();
  }

  /**
   * The network has so many milliseconds to settle, unless it is known to need longer.
   * @param {number} delay
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

  /** How long the network still has to settle, in milliseconds; undefined if it does not settle. */
  get settlesIn() {
    return this.#state === 'settling' ? Math.max(this.#settlesAt - performance.now(), 0) : undefined;
  }
}
