// @ts-check

import { FIRST_BACK_OFF, MAX_BACK_OFF, MAX_TIMEOUT } from '../../shared/timing.js';

/**
 * The times at which this worker wants a wake-up: the core's alarm, and the next try after a
 * failure. The timers end with the worker. So pages are told the earlier of the two times and
 * the back-off: a page wakes the next worker at that time, and gives it the back-off.
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
   * Calls wake() at each of these times. Calls announce(due, backOff) when a time is set, and when the back-off ends.
   * @param {() => void} wake
   * @param {(due: number | undefined, backOff: number | undefined) => void} announce
   */
  constructor(wake, announce) {
    this.#alarm = new Appointment(wake);
    this.#retry = new Appointment(wake);
    this.#announce = announce;
  }

  /**
   * The due time: when a page should wake the worker if it has ended by then. In milliseconds since the epoch;
   * undefined for never.
   * @returns {number | undefined}
   */
  get due() {
    // The clock may have been set past a time. A page that was told such a time would
    // send a wake-up at once, and be told it again, endlessly.
    const times = /** @type {number[]} */ ([this.#alarm.at, this.#retry.at]).filter((time) => time > Date.now());
    return times.length ? Math.min(...times) : undefined;
  }

  /**
   * The back-off, in milliseconds: how long the worker will wait after the next failure. Undefined without a failure.
   * @returns {number | undefined}
   */
  get backOff() {
    return this.#backOff > FIRST_BACK_OFF ? this.#backOff : undefined;
  }

  /**
   * Takes over the back-off of an earlier worker from a page, if it is longer than this worker's.
   * @param {unknown} backOff
   */
  resumeBackOff(backOff) {
    if (typeof backOff === 'number' && backOff <= MAX_BACK_OFF) this.#backOff = Math.max(this.#backOff, backOff);
  }

  /**
   * Sets the core's alarm, in so many milliseconds. It replaces the alarm before.
   * @param {number} delay
   */
  setAlarm(delay) {
    this.#alarm.set(delay);
    this.#announce(this.due, this.backOff);
  }

  /** Takes note of a failure, and sets the next try: in 20 s, then after twice as long each time, up to 5 minutes. */
  retryLater() {
    this.#failures++;
    if (this.#retry.at !== undefined) return;
    this.#retry.set(this.#backOff);
    this.#backOff = Math.min(2 * this.#backOff, MAX_BACK_OFF);
    this.#announce(this.due, this.backOff);
  }

  /**
   * Begins an attempt. Returns the function to call when the attempt has succeeded. It ends
   * the back-off, unless something has failed meanwhile and is still to be tried again.
   * @returns {() => void}
   */
  startAttempt() {
    const failures = this.#failures;
    return () => {
      if (failures !== this.#failures) return;
      this.#retry.cancel();
      if (!this.backOff) return;
      this.#backOff = FIRST_BACK_OFF;
      // Otherwise pages would give the next worker the back-off that has ended.
      this.#announce(this.due, this.backOff);
    };
  }
}

/** A function, and the time at which it is called once. */
class Appointment {
  /** @type {() => void} */
  #call;
  /** @type {number | undefined} */
  #timer;
  /**
   * In milliseconds since the epoch; undefined if no time is set.
   * @type {number | undefined}
   */
  at;

  /** @param {() => void} call */
  constructor(call) {
    this.#call = call;
  }

  /**
   * Sets the time, in so many milliseconds, in place of the time that was set before.
   * @param {number} delay
   */
  set(delay) {
    this.cancel();
    this.at = Date.now() + delay;
    const timeout = Math.min(Math.max(delay, 0), MAX_TIMEOUT);
    this.#timer = setTimeout(() => {
      this.at = undefined;
      this.#call();
    }, timeout);
  }

  /** Removes the time: the function is not called. */
  cancel() {
    clearTimeout(this.#timer);
    this.at = undefined;
  }
}
