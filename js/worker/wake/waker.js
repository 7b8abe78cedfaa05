// @ts-check

import { hasTags } from '../../shared/idb/registrations.js';

/**
 * @import { Core } from '../core/core.js'
 * @import { ActiveWorker } from './active-worker.js'
 * @import { Connectivity } from './connectivity.js'
 * @import { PageChannel } from './page-channel.js'
 * @import { Scheduler } from './scheduler.js'
 */

/**
 * @typedef {object} WakerParts
 * @property {Core} core
 * @property {ActiveWorker} activeWorker
 * @property {Connectivity} connectivity
 * @property {Scheduler} scheduler
 * @property {PageChannel} pageChannel
 */

/** Decides at each occasion whether the core is woken. README.md has a table of all decisions. */
export class Waker {
  /** @type {Core} */
  #core;
  /** @type {ActiveWorker} */
  #activeWorker;
  /** @type {Connectivity} */
  #connectivity;
  /** @type {Scheduler} */
  #scheduler;
  /** @type {PageChannel} */
  #pageChannel;

  /** @param {WakerParts} parts */
  constructor({ core, activeWorker, connectivity, scheduler, pageChannel }) {
    this.#core = core;
    this.#activeWorker = activeWorker;
    this.#connectivity = connectivity;
    this.#scheduler = scheduler;
    this.#pageChannel = pageChannel;
  }

  /**
   * Takes note that a register() was answered, and has the tag fired if that is possible now.
   * Resolves when its event has ended, or at once if none can be fired. Never rejects.
   * @param {string} tag
   * @param {Promise<void>} stored settles when the core has stored the tag, or could not
   */
  async afterRegister(tag, stored) {
    const failed = await stored.then(
      () => false,
      () => true,
    );
    const state = this.#connectivity.check();
    // A call that failed may have stored the tag all the same, too late for its caller.
    if (failed || state === 'unverified' || this.#activeWorker.check() !== 'activated') return this.wake();
    // The database is not read here: the cost of a register() must not grow with the number of stored tags.
    if (state === 'offline') this.#connectivity.watch();
    if (state === 'online') await this.#retryOnError(this.#finish(this.#core.call('wakeTag', tag)));
  }

  /**
   * Takes note that the network was lost. The core then does not count a failure that came
   * just before, and fires that tag again if the network is back by then. A core that does
   * not run knows of no failure, so it is not started.
   */
  networkLost() {
    if (this.#core.started) void this.#retryOnError(this.#finish(this.#core.call('offline')));
    void this.watchNetwork();
  }

  /** While the browser is offline, watches for the network's return if, and only if, a tag is stored. */
  async watchNetwork() {
    if (this.#connectivity.check() !== 'offline') return;
    // If the database cannot be read, a tag may be stored.
    if (await hasTags(registration.scope).catch(() => true)) this.#connectivity.watch();
    else this.#connectivity.unwatch();
  }

  /**
   * Wakes the core if it may have a tag to fire. Resolves when all its events have ended. Never rejects.
   * @param {{ mayAwaitProbe?: boolean }} [occasion]
   * @returns {Promise<void>}
   */
  async wake({ mayAwaitProbe = false } = {}) {
    await this.#retryOnError(this.#decide(mayAwaitProbe));
  }

  /** @param {Promise<unknown>} work */
  async #retryOnError(work) {
    try {
      await work;
    } catch (error) {
      console.error('background-sync-polyfill: stored tags cannot be read or fired yet. It is tried again.', error);
      this.#scheduler.retryLater();
    }
  }

  /** @param {boolean} mayAwaitProbe */
  async #decide(mayAwaitProbe) {
    const state = this.#connectivity.check();
    // When the network is back and has settled there is another wake-up.
    if (state === 'offline' || state === 'settling') return this.watchNetwork();
    // Without a stored tag neither the core nor the probe is needed. A core that runs and may
    // fire is woken at once, since it reads the database itself.
    if ((state !== 'online' || !this.#core.started) && !(await hasTags(registration.scope))) {
      // Nothing is left to be tried again, so the back-off ends.
      return this.#scheduler.startAttempt()();
    }
    const worker = this.#activeWorker.check();
    // The end of the activation is another wake-up. If the worker ends before that, a page wakes it at the due time.
    if (worker === 'activating') return this.#scheduler.retryLater();
    if (worker === 'inactive') return this.#pageChannel.requestWakeUp();
    const unverified = state === 'unverified';
    // A page's message that waited for the probe would be kept alive, and delay the app's skipWaiting().
    if (unverified && !mayAwaitProbe) return void this.#verifyThenWake();
    if (unverified && !(await this.#connectivity.verify())) return this.#scheduler.retryLater();
    const succeeded = this.#scheduler.startAttempt();
    if (await this.#finish(this.#core.call('wake'))) succeeded();
  }

  async #verifyThenWake() {
    if (await this.#connectivity.verify()) void this.wake();
    else this.#scheduler.retryLater();
  }

  /**
   * Waits for the core, and resolves with whether nothing is left to be tried again.
   * @param {Promise<void>} call
   */
  async #finish(call) {
    await call;
    // If the probe has not passed, tags that did not fire, or failed, are pending. The core
    // sets alarms for waiting tags only.
    const state = this.#connectivity.check();
    const pending = state === 'unverified' && (await hasTags(registration.scope));
    if (pending) this.#scheduler.retryLater();
    if (state === 'offline') await this.watchNetwork();
    return !pending;
  }
}
