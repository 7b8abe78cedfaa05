// @ts-check

import { Firing } from './firing.js';

/**
 * @import { ActiveWorker } from './active-worker.js'
 * @import { Connectivity } from './connectivity.js'
 * @import { PageChannel } from './page-channel.js'
 * @import { TagLocks } from './tag-locks.js'
 */

/**
 * @typedef {object} FiringsParts
 * @property {ActiveWorker} activeWorker
 * @property {Connectivity} connectivity
 * @property {PageChannel} pageChannel
 * @property {TagLocks} locks
 * @property {(tag: string, lastChance: boolean) => Promise<string | undefined>} dispatch see createDispatch()
 */

/**
 * The claims of the core: the tags that it fires or is about to fire. If the core panics
 * while a handler runs, the tag stays locked, so that the next core does not fire it meanwhile.
 */
export class Firings {
  /** @type {ActiveWorker} */
  #activeWorker;
  /** @type {PageChannel} */
  #pageChannel;
  /** @type {TagLocks} */
  #locks;
  /** @type {(tag: string, unlock: () => void) => Firing} */
  #makeFiring;
  /** @type {Set<Firing>} */
  #claimed = new Set();
  /** The functions that resolve the promises of whenIdle(). @type {(() => void)[]} */
  #onIdle = [];
  /** Whether pages have been asked to keep the worker alive for the events that run now. */
  #askedPages = false;
  /** How many cores have panicked or exited: shows whether the core that asked for a claim is still there. */
  #exitedCores = 0;

  /** @param {FiringsParts} parts */
  constructor({ activeWorker, connectivity, pageChannel, locks, dispatch }) {
    this.#activeWorker = activeWorker;
    this.#pageChannel = pageChannel;
    this.#locks = locks;
    this.#makeFiring = (tag, unlock) =>
      new Firing({
        connectivity,
        dispatch: (lastChance) => dispatch(tag, lastChance),
        unlock,
        onDispatch: () => this.#dispatched(),
        onRelease: (firing) => this.#released(firing),
      });
  }

  /**
   * Claims a tag for the core. Resolves with its Firing, which the caller must release; with
   * null if the tag cannot be fired now. Never rejects.
   * @param {string} tag
   * @returns {Promise<Firing | null>}
   */
  async claim(tag) {
    // Another worker may have become the active one since the core was woken.
    if (this.#activeWorker.check() !== 'activated') {
      this.#pageChannel.requestWakeUp();
      return null;
    }
    const exitedCores = this.#exitedCores;
    const unlock = await this.#locks.tryLock(tag);
    if (!unlock) return null;
    if (exitedCores !== this.#exitedCores) {
      unlock();
      return null;
    }
    const firing = this.#makeFiring(tag, unlock);
    this.#claimed.add(firing);
    return firing;
  }

  /** Whether a tag is claimed. Its event runs, or may be about to. */
  get running() {
    return this.#claimed.size > 0;
  }

  /**
   * Resolves when no tag is claimed.
   * @returns {Promise<void>}
   */
  whenIdle() {
    return this.running ? new Promise((resolve) => this.#onIdle.push(resolve)) : Promise.resolve();
  }

  /** Takes note that the core has panicked or exited, and releases all that it had claimed. */
  coreExited() {
    this.#exitedCores++;
    for (const firing of [...this.#claimed]) firing.release();
  }

  /**
   * Asks pages for a wake-up, once an event has reached the app. If they were asked at the
   * claim, and the tag could not be stored as firing, the wake-up would claim the tag again,
   * and ask again, endlessly. One request is enough for all events that run at the time: the
   * pages send pings until none runs.
   */
  #dispatched() {
    if (!this.#askedPages) this.#pageChannel.requestWakeUp();
    this.#askedPages = true;
  }

  /** @param {Firing} firing */
  #released(firing) {
    this.#claimed.delete(firing);
    if (this.running) return;
    this.#askedPages = false;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}
