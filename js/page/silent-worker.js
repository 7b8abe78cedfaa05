// @ts-check

import { SILENT_WORKER_PAUSE } from '../shared/timing.js';

/**
 * The worker of a registration that has not acknowledged a wake-up: it may not have the
 * polyfill, or start slowly. It is left alone for a while, and never given up.
 */
export class SilentWorker {
  /** @type {ServiceWorker | undefined} */
  #worker;
  /** When that while is over, by performance.now(): the time of day may be set. */
  #leftAloneUntil = 0;

  /** @param {ServiceWorker} worker */
  leaveAlone(worker) {
    this.#worker = worker;
    this.#leftAloneUntil = performance.now() + SILENT_WORKER_PAUSE;
  }

  /** @param {ServiceWorker} worker */
  isLeftAlone(worker) {
    return worker === this.#worker && performance.now() < this.#leftAloneUntil;
  }

  /** A worker with the polyfill has spoken, perhaps this one: it may be asked once more. */
  askAgain() {
    this.#worker = undefined;
  }
}
