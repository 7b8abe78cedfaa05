// @ts-check

import { MAX_TIMEOUT, PROBE_TIMEOUT } from '../../shared/timing.js';

/**
 * @import { Claim } from '../go-host.js'
 * @import { Connectivity } from './connectivity.js'
 */

/**
 * @typedef {object} FiringParts
 * @property {Connectivity} connectivity
 * @property {(lastChance: boolean) => Promise<string | undefined>} dispatch fires the event, see createDispatch()
 * @property {() => void} unlock gives up the tag's lock
 * @property {() => void} onDispatch is called when the event has reached the app
 * @property {(firing: Firing) => void} onRelease is called when the claim ends
 */

/**
 * The right to fire one event of a tag. Go calls it a claim.
 * @implements {Claim}
 */
export class Firing {
  /** @type {FiringParts['connectivity']} */
  #connectivity;
  /** @type {FiringParts['dispatch']} */
  #dispatch;
  /** @type {FiringParts['unlock']} */
  #unlock;
  /** @type {FiringParts['onDispatch']} */
  #onDispatch;
  /** @type {FiringParts['onRelease']} */
  #onRelease;
  /** @type {Promise<string | undefined> | undefined} */
  #outcome;
  #released = false;

  /** @param {FiringParts} parts */
  constructor({ connectivity, dispatch, unlock, onDispatch, onRelease }) {
    this.#connectivity = connectivity;
    this.#dispatch = dispatch;
    this.#unlock = unlock;
    this.#onDispatch = onDispatch;
    this.#onRelease = onRelease;
  }

  /**
   * Fires the event. Resolves when all promises that the app has given to waitUntil have
   * settled: with undefined for success, otherwise with the reason of the failure. Go stops
   * waiting after maxEventDuration, in milliseconds.
   * @param {boolean} lastChance
   * @param {number} maxEventDuration
   * @returns {Promise<string | undefined>}
   */
  async dispatch(lastChance, maxEventDuration) {
    // Go decides at the time limit whether the failure counts, so the probe runs just before it.
    const probeTimer = setTimeout(
      () => this.#connectivity.verify(),
      Math.min(maxEventDuration - PROBE_TIMEOUT, MAX_TIMEOUT),
    );
    this.#outcome = this.#dispatch(lastChance).finally(() => clearTimeout(probeTimer));
    this.#onDispatch();
    const reason = await this.#outcome;
    // Go asks next whether the network is there: to decide whether a failure counts, and
    // whether a tag that was registered again meanwhile fires at once.
    if (reason === undefined) await this.#connectivity.verifyIfStale();
    else await this.#connectivity.verify();
    return reason;
  }

  /**
   * Ends the claim. If a handler still runs, the tag stays locked until it has ended, even if
   * the event's time is over or the core has panicked.
   */
  release() {
    if (this.#released) return;
    this.#released = true;
    this.#onRelease(this);
    // Without an event there is no outcome to wait for, and the lock is given up at once.
    void Promise.resolve(this.#outcome).then(this.#unlock);
  }
}
