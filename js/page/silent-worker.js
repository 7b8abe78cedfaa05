// @ts-check

import { SILENT_WORKER_PAUSE } from '../shared/timing.js';

/**
 * Remembers a registration's worker that has not acknowledged a wake-up. It may have no polyfill, or
 * start slowly. So it is left alone for SILENT_WORKER_PAUSE, and then asked again.
 */
export class SilentWorker {
  /** @type {ServiceWorker | undefined} */
  #worker;
  /** The end of the pause, by performance.now(), which does not change when the user sets the clock. */
  #leftAloneUntil = 0;

  /**
   * The worker has not acknowledged a wake-up: the pause begins.
   * @param {ServiceWorker} worker
   */
  leaveAlone(worker) {
    this.#worker = worker;
    this.#leftAloneUntil = performance.now() + SILENT_WORKER_PAUSE;
  }

  /**
   * Whether the worker must not be woken now.
   * @param {ServiceWorker} worker
   */
  isLeftAlone(worker) {
    return worker === this.#worker && performance.now() < this.#leftAloneUntil;
  }

  /** Ends the pause: a worker with the polyfill has spoken, and it may have been this one. */
  askAgain() {
    this.#worker = undefined;
  }
}
