// @ts-check

import { hasTags } from '../../shared/idb/registrations.js';
import { waitAtMost } from '../../shared/timeout.js';
import { KEEP_ALIVE_LIMIT } from '../../shared/timing.js';

/**
 * @import { Core } from '../core/core.js'
 * @import { ActiveWorker } from './active-worker.js'
 * @import { Connectivity } from './connectivity.js'
 * @import { Firings } from './firings.js'
 * @import { PageChannel } from './page-channel.js'
 * @import { Scheduler } from './scheduler.js'
 */

/**
 * @typedef {object} WakerParts
 * @property {Core} core
 * @property {ActiveWorker} activeWorker
 * @property {Connectivity} connectivity
 * @property {Scheduler} scheduler
 * @property {Firings} firings
 * @property {PageChannel} pageChannel
 */

/** Decides at each occasion whether the core is woken, and keeps the worker alive while it works. README.md tells the whole. */
export class Waker {
  /** @type {Core} */
  #core;
  /** @type {ActiveWorker} */
  #activeWorker;
  /** @type {Connectivity} */
  #connectivity;
  /** @type {Scheduler} */
  #scheduler;
  /** @type {Firings} */
  #firings;
  /** @type {PageChannel} */
  #pageChannel;

  /** @param {WakerParts} parts */
  constructor({ core, activeWorker, connectivity, scheduler, firings, pageChannel }) {
    this.#core = core;
    this.#activeWorker = activeWorker;
    this.#connectivity = connectivity;
    this.#scheduler = scheduler;
    this.#firings = firings;
    this.#pageChannel = pageChannel;
  }

  /**
   * A page's wake-up, with the back-off that the page has kept. Resolves with whether something still runs, when the
   * worker is due next, and the back-off that the page is to keep.
   * @param {{ backOff?: unknown }} request
   * @returns {Promise<{ running: boolean, due?: number, backOff?: number }>}
   */
  async wakeForPage({ backOff }) {
    this.#scheduler.resumeBackOff(backOff);
    await this.#atMost(this.wake());
    return { running: this.#firings.running, due: this.#scheduler.due, backOff: this.#scheduler.backOff };
  }

  /**
   * An event of the browser's own: it is kept alive for this anyway, so it may wait for the probe.
   * @param {ExtendableEvent} event
   */
  wakeForEvent(event) {
    this.keepAlive(event, this.wake({ mayAwaitProbe: true }));
  }

  /**
   * Keeps the event alive for the work, and for all sync events that run then, as long as an engine allows.
   * @param {ExtendableEvent} event
   * @param {Promise<unknown>} work
   */
  keepAlive(event, work) {
    event.waitUntil(this.#atMost(work));
  }

  /** The network is gone: a failure just before this does not count. A core that does not run has no failures. */
  networkLost() {
    if (this.#core.started) void this.#core.call('offline').catch(() => {});
    void this.watchNetwork();
  }

  /** Where a tag is stored, the worker must hear of the network's return. Without one nobody waits for it. */
  async watchNetwork() {
    if (this.#connectivity.check() !== 'offline') return;
    if (await hasTags(registration.scope).catch(() => true)) this.#connectivity.watch();
    else this.#connectivity.unwatch();
  }

  /**
   * Resolves when all that could be fired has ended. Never rejects.
   * @param {{ mayAwaitProbe?: boolean }} [occasion]
   * @returns {Promise<void>}
   */
  async wake({ mayAwaitProbe = false } = {}) {
    try {
      await this.#wake(mayAwaitProbe);
    } catch (error) {
      console.error('background-sync-polyfill: could not go on; it is tried again.', error);
      this.#scheduler.retryLater();
    }
  }

  /** @param {boolean} mayAwaitProbe */
  async #wake(mayAwaitProbe) {
    const state = this.#connectivity.check();
    // Neither a core nor the probe is started for nothing; a core that runs and may fire is woken without a look.
    if ((state !== 'online' || !this.#core.started) && !(await hasTags(registration.scope))) {
      // What failed has nothing left to do.
      return this.#scheduler.startAttempt()();
    }
    const place = this.#activeWorker.look();
    // There is another wake-up when it is activated. If it ends before that, a page brings one.
    if (place === 'activating') return this.#scheduler.retryLater();
    if (place === 'inactive') return this.#pageChannel.requestWakeUp();
    const unverified = state === 'unverified';
    // Waiting for the probe would keep a page's message alive, and with that delay the app's skipWaiting().
    if (unverified && !mayAwaitProbe) return void this.#verifyThenWake();
    if (unverified && !(await this.#connectivity.verify())) return this.#scheduler.retryLater();
    await this.#wakeCore();
  }

  async #verifyThenWake() {
    if (await this.#connectivity.verify()) void this.wake();
    else this.#scheduler.retryLater();
  }

  async #wakeCore() {
    const succeeded = this.#scheduler.startAttempt();
    await this.#core.call('wake');
    // If the probe did not pass, tags that have not fired or have failed are pending, and
    // the core sets no alarm for pending tags.
    const state = this.#connectivity.check();
    const pending = state === 'unverified' && (await hasTags(registration.scope));
    if (pending) this.#scheduler.retryLater();
    else succeeded();
    if (state === 'offline') await this.watchNetwork();
  }

  /** @param {Promise<unknown>} work */
  #atMost(work) {
    return waitAtMost(
      KEEP_ALIVE_LIMIT,
      work.then(() => this.#firings.whenIdle()),
    );
  }
}
