// @ts-check

import { FIRST_BACK_OFF, MAX_BACK_OFF, MAX_TIMEOUT } from '../../shared/timing.js';

/**
 * Every time at which this worker wants to be woken: the core's alarm, and the next try
 * of what failed. Both end with the worker; a page wakes the next worker at the announced
 * time, and gives it the back-off that it was told.
 */
export class Scheduler {
  /** @type {Appointment} */
  #alarm;
  /** @type {Appointment} */
  #retry;
  /** @type {(due: number | undefined, backOff: number | undefined) => void} */
  #announce;
  #backOff = FIRST_BACK_OFF;
  #failures = 0;

  /**
   * Calls wake() at each of these times, and announce(due, backOff) whenever there is a new one, or the back-off has ended.
   * @param {() => void} wake
   * @param {(due: number | undefined, backOff: number | undefined) => void} announce
   */
  constructor(wake, announce) {
    this.#alarm = new Appointment(wake);
    this.#retry = new Appointment(wake);
    this.#announce = announce;
  }

  /**
   * When a page should wake the worker, in milliseconds since the epoch, if the worker has ended by then; undefined for never.
   * @returns {number | undefined}
   */
  get due() {
    // The clock may have been set past a time. A page that was told such a time would
    // send a wake-up at once, and be told it again, endlessly.
    const times = /** @type {number[]} */ ([this.#alarm.at, this.#retry.at]).filter((time) => time > Date.now());
    return times.length ? Math.min(...times) : undefined;
  }

  /**
   * How long the next failure will wait, in milliseconds; undefined after none.
   * @returns {number | undefined}
   */
  get backOff() {
    return this.#backOff > FIRST_BACK_OFF ? this.#backOff : undefined;
  }

  /**
   * Goes on with the back-off of an earlier worker, as a page tells it.
   * @param {unknown} backOff
   */
  resumeBackOff(backOff) {
    if (typeof backOff === 'number' && backOff <= MAX_BACK_OFF) this.#backOff = Math.max(this.#backOff, backOff);
  }

  /**
   * The core asks for a wake-up in so many milliseconds, in place of what it asked for before.
   * @param {number} delay
   */
  setAlarm(delay) {
    this.#alarm.in(delay);
    this.#announce(this.due, this.backOff);
  }

  /** Something has failed, and is to be tried again: 20 s later, and ever later as long as it fails. */
  retryLater() {
    this.#failures++;
    if (this.#retry.at !== undefined) return;
    this.#retry.in(this.#backOff);
    this.#backOff = Math.min(2 * this.#backOff, MAX_BACK_OFF);
    this.#announce(this.due, this.backOff);
  }

  /**
   * Returns what to call when the attempt that begins now has succeeded: it ends the
   * back-off, unless something has failed meanwhile. That is then still to be tried again.
   * @returns {() => void}
   */
  startAttempt() {
    const failures = this.#failures;
    return () => {
      if (failures !== this.#failures) return;
      this.#retry.cancel();
      if (!this.backOff) return;
      this.#backOff = FIRST_BACK_OFF;
      // Or else pages would give the next worker what is over.
      this.#announce(this.due, this.backOff);
    };
  }
}

/** A time at which something is called once. */
class Appointment {
  /** @type {() => void} */
  #call;
  /** @type {number | undefined} */
  #timer;
  /**
   * In milliseconds since the epoch; undefined if there is none.
   * @type {number | undefined}
   */
  at;

  /** @param {() => void} call */
  constructor(call) {
    this.#call = call;
  }

  /** @param {number} delay */
  in(delay) {
    this.cancel();
    this.at = Date.now() + delay;
    const timeout = Math.min(Math.max(delay, 0), MAX_TIMEOUT);
    this.#timer = setTimeout(() => {
      this.at = undefined;
      this.#call();
    }, timeout);
  }

  cancel() {
    clearTimeout(this.#timer);
    this.at = undefined;
  }
}
