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

  /**
   * A register() has been answered. Resolves when the tag's event has ended, if it could be fired. Never rejects.
   * @param {string} tag
   * @param {Promise<void>} stored settles when the core has stored the tag
   */
  async registered(tag, stored) {
    const failed = await stored.then(
      () => false,
      () => true,
    );
    const state = this.#connectivity.check();
    // What came too late for its caller may be stored all the same.
    if (failed || state === 'unverified' || this.#activeWorker.look() !== 'activated') return this.wake();
    // Nothing is read for it: what register() costs must not grow with what is stored.
    if (state === 'offline') this.#connectivity.watch();
    if (state === 'online') await this.#orTryAgain(this.#fires(this.#core.call('wakeTag', tag)));
  }

  /**
   * The network is gone: a failure just before this does not count, and its tag fires if the network is back by then.
   * A core that does not run has no failures.
   */
  networkLost() {
    if (this.#core.started) void this.#orTryAgain(this.#fires(this.#core.call('offline')));
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
    await this.#orTryAgain(this.#wake(mayAwaitProbe));
  }

  /** @param {Promise<unknown>} work */
  async #orTryAgain(work) {
    try {
      await work;
    } catch (error) {
      console.error('background-sync-polyfill: could not go on; it is tried again.', error);
      this.#scheduler.retryLater();
    }
  }

  /** @param {boolean} mayAwaitProbe */
  async #wake(mayAwaitProbe) {
    const state = this.#connectivity.check();
    // Nothing can fire. When the network is back and has settled there is another wake-up.
    if (state === 'offline' || state === 'settling') return this.watchNetwork();
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
    const succeeded = this.#scheduler.startAttempt();
    if (await this.#fires(this.#core.call('wake'))) succeeded();
  }

  async #verifyThenWake() {
    if (await this.#connectivity.verify()) void this.wake();
    else this.#scheduler.retryLater();
  }

  /**
   * Waits until the core has gone on, and resolves with whether nothing is left that has to be tried again.
   * @param {Promise<void>} woken
   */
  async #fires(woken) {
    await woken;
    // If the probe did not pass, tags that have not fired or have failed are pending, and
    // the core sets no alarm for pending tags.
    const state = this.#connectivity.check();
    const pending = state === 'unverified' && (await hasTags(registration.scope));
    if (pending) this.#scheduler.retryLater();
    if (state === 'offline') await this.watchNetwork();
    return !pending;
  }

  /** @param {Promise<unknown>} work */
  #atMost(work) {
    return waitAtMost(
      KEEP_ALIVE_LIMIT,
      work.then(() => this.#firings.whenIdle()),
    );
  }
}
