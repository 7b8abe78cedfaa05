import { FakeTimers } from './libraries.mjs';
import { settle } from './tasks.mjs';

const START = Date.UTC(2026, 0, 1);

/** A clock that stands still until a test lets time pass. */
export class Clock {
  #clock = FakeTimers.createClock(START);
  /** How many timers of scopes have been over: what a browser has woken up for. */
  fired = 0;

  /**
   * What a global scope has of time. The timers of a scope end with it, so it says
   * whether it lives. As in browsers none is over at once: a script that looks again
   * and again lets time pass.
   */
  globals(lives) {
    const clock = this.#clock;
    const least = (delay = 0) => Math.max(delay, 1);
    const guarded =
      (f) =>
      (...args) => {
        if (!lives()) return;
        this.fired++;
        f(...args);
      };
    return {
      Date: clock.Date,
      performance: clock.performance,
      setTimeout: (f, delay, ...args) => clock.setTimeout(guarded(f), least(delay), ...args),
      clearTimeout: (timer) => clock.clearTimeout(timer),
      setInterval: (f, delay, ...args) => clock.setInterval(guarded(f), least(delay), ...args),
      clearInterval: (timer) => clock.clearInterval(timer),
      queueMicrotask,
    };
  }

  get now() {
    return this.#clock.now;
  }

  /** Lets so many milliseconds pass; all that follows from each timer happens at its time. */
  async advance(milliseconds) {
    await settle();
    let over = false;
    this.#clock.setTimeout(() => (over = true), milliseconds);
    while (!over) {
      this.#clock.next();
      await settle();
    }
  }

  /** Sets the time of day; timers and performance.now() take no notice, as in browsers. */
  set(time) {
    this.#clock.setSystemTime(time);
  }
}
