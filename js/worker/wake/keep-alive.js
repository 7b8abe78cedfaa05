// @ts-check

import { waitAtMost } from '../../shared/timeout.js';
import { KEEP_ALIVE_LIMIT } from '../../shared/timing.js';

/**
 * @import { Firings } from './firings.js'
 * @import { Scheduler } from './scheduler.js'
 * @import { Waker } from './waker.js'
 */

/**
 * Keeps the worker alive while the core works, by events of the browser. Each is kept alive
 * until no tag is claimed, and for KEEP_ALIVE_LIMIT at most.
 */
export class KeepAlive {
  /** @type {Waker} */
  #waker;
  /** @type {Firings} */
  #firings;
  /** @type {Scheduler} */
  #scheduler;

  /**
   * @param {Waker} waker
   * @param {Firings} firings
   * @param {Scheduler} scheduler
   */
  constructor(waker, firings, scheduler) {
    this.#waker = waker;
    this.#firings = firings;
    this.#scheduler = scheduler;
  }

  /**
   * Wakes the core for a page, which gives the back-off that it has kept. Resolves with the
   * answer to the page: whether an event still runs, so that the page sends pings; the due
   * time; and the back-off that the page is to keep. Never rejects.
   * @param {{ backOff?: unknown }} request
   * @returns {Promise<{ running: boolean, due?: number, backOff?: number }>}
   */
  async wakeForPage({ backOff }) {
    this.#scheduler.resumeBackOff(backOff);
    await this.#untilIdle(this.#waker.wake());
    return { running: this.#firings.running, due: this.#scheduler.due, backOff: this.#scheduler.backOff };
  }

  /**
   * Wakes the core for a push or a notification. This may wait for the probe, because the
   * browser keeps such an event alive anyway.
   * @param {ExtendableEvent} event
   */
  wakeForEvent(event) {
    this.extendEvent(event, this.#waker.wake({ mayAwaitProbe: true }));
  }

  /**
   * Keeps the event alive until the work has settled and no tag is claimed.
   * @param {ExtendableEvent} event
   * @param {Promise<unknown>} work
   */
  extendEvent(event, work) {
    event.waitUntil(this.#untilIdle(work));
  }

  /** @param {Promise<unknown>} work */
  #untilIdle(work) {
    return waitAtMost(
      KEEP_ALIVE_LIMIT,
      work.then(() => this.#firings.whenIdle()),
    );
  }
}
