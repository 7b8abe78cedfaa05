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
 * @property {(tag: string, lastChance: boolean) => Promise<string | undefined>} dispatch
 */

/**
 * The claims of the core: which tags it fires, or is about to fire. They outlive a core
 * that died, so that no tag fires while a handler of the dead core's event still runs.
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
  /** @type {(() => void)[]} */
  #waiting = [];
  /** Whether pages have been asked to keep the worker alive for what is claimed now. */
  #asked = false;
  /** How many cores have died: a claim that comes too late for its core is given back. */
  #deadCores = 0;

  /**
   * dispatch(tag, lastChance) fires an event and resolves with why it failed; undefined for success.
   * @param {FiringsParts} parts
   */
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
   * Resolves with the tag's Firing, which is to be released; with null if the tag cannot be fired now.
   * @param {string} tag
   * @returns {Promise<Firing | null>}
   */
  async claim(tag) {
    // This worker was replaced while the tag waited for its turn.
    if (this.#activeWorker.look() !== 'activated') {
      this.#pageChannel.requestWakeUp();
      return null;
    }
    const deadCores = this.#deadCores;
    const unlock = await this.#locks.take(tag);
    if (!unlock) return null;
    if (deadCores !== this.#deadCores) {
      unlock();
      return null;
    }
    const firing = this.#makeFiring(tag, unlock);
    this.#claimed.add(firing);
    return firing;
  }

  /** Whether something is claimed: an event, or what may become one. */
  get running() {
    return this.#claimed.size > 0;
  }

  /**
   * Resolves when nothing is claimed.
   * @returns {Promise<void>}
   */
  whenIdle() {
    return this.running ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  /** The core has died: whatever it had claimed is released. */
  coreDied() {
    this.#deadCores++;
    for (const firing of [...this.#claimed]) firing.release();
  }

  /**
   * Pages are asked for a wake-up only after an event has reached the app. If they were
   * asked at the claim, and the tag could not be stored as firing, the wake-up would claim
   * the tag again, and ask again, without end. They are asked once for all that runs: they
   * go on until nothing does.
   */
  #dispatched() {
    if (!this.#asked) this.#pageChannel.requestWakeUp();
    this.#asked = true;
  }

  /** @param {Firing} firing */
  #released(firing) {
    this.#claimed.delete(firing);
    if (this.running) return;
    this.#asked = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
