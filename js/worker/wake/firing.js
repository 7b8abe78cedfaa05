// @ts-check

import { MAX_TIMEOUT, PROBE_TIMEOUT } from '../../shared/timing.js';

/**
 * @import { Claim } from '../go-host.js'
 * @import { Connectivity } from './connectivity.js'
 */

/**
 * @typedef {object} FiringParts
 * @property {Connectivity} connectivity
 * @property {(lastChance: boolean) => Promise<string | undefined>} dispatch
 * @property {() => void} unlock
 * @property {() => void} onDispatch
 * @property {(firing: Firing) => void} onRelease
 */

/**
 * The right to fire one event of a tag: what Go calls a claim.
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
  #handled;
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
   * Fires the event, and resolves with why it failed, undefined for success, when all
   * that the app has given to waitUntil has settled. Go gives it up after
   * maxEventDuration, in milliseconds.
   * @param {boolean} lastChance
   * @param {number} maxEventDuration
   * @returns {Promise<string | undefined>}
   */
  async dispatch(lastChance, maxEventDuration) {
    // The probe is asked shortly before the time limit, so that its answer is fresh if the
    // event fails for lack of time.
    const judging = setTimeout(
      () => this.#connectivity.verify(),
      Math.min(maxEventDuration - PROBE_TIMEOUT, MAX_TIMEOUT),
    );
    this.#handled = this.#dispatch(lastChance).finally(() => clearTimeout(judging));
    this.#onDispatch();
    const reason = await this.#handled;
    // The network decides whether a failure counts, and whether a tag that was
    // registered again fires at once.
    if (reason === undefined) await this.#connectivity.verifyIfStale();
    else await this.#connectivity.verify();
    return reason;
  }

  /** Ends the claim; the tag stays locked while a handler runs, past its time limit and past the core's death. */
  release() {
    if (this.#released) return;
    this.#released = true;
    this.#onRelease(this);
    // Where nothing was fired, there is nothing to wait for.
    void Promise.resolve(this.#handled).then(this.#unlock);
  }
}
