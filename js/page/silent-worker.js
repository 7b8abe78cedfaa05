// @ts-check

import { SILENT_WORKER_REST } from '../shared/timing.js';

/**
 * The worker of a registration that has not acknowledged a wake-up: it may not have the
 * polyfill, or start slowly. It is left alone for a while, and never given up.
 */
export class SilentWorker {
  /** @type {ServiceWorker | undefined} */
  #worker;
  /** When that while is over, by performance.now(): the time of day may be set. */
  #restUntil = 0;

  /** @param {ServiceWorker} worker */
  letRest(worker) {
    this.#worker = worker;
    this.#restUntil = performance.now() + SILENT_WORKER_REST;
  }

  /** @param {ServiceWorker} worker */
  rests(worker) {
    return worker === this.#worker && performance.now() < this.#restUntil;
  }

  /** A worker with the polyfill has spoken, perhaps this one: it may be asked once more. */
  spoke() {
    this.#worker = undefined;
  }
}
