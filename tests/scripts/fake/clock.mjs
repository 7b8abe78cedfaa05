import { FakeTimers } from './npm-packages.mjs';
import { settle } from './tasks.mjs';

const START = Date.UTC(2026, 0, 1);

/** Stands in for time and timers. The clock stands still until a test calls advance(). */
export class Clock {
  #clock = FakeTimers.createClock(START);
  /** How many timers of pages and workers have run. */
  timersFired = 0;

  /**
   * The globals for time of one scope. lives() says whether the scope still runs: its timers
   * end with it. As in browsers a timer waits at least 1 ms, so a script that polls lets time pass.
   */
  globals(lives) {
    const clock = this.#clock;
    const least = (delay = 0) => Math.max(delay, 1);
    const guarded =
      (f) =>
      (...args) => {
        if (!lives()) return;
        this.timersFired++;
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

  /**
   * Lets so many milliseconds pass. Timers run at their time, and what they start runs before the next
   * timer.
   */
  async advance(milliseconds) {
    await settle();
    let over = false;
    this.#clock.setTimeout(() => (over = true), milliseconds);
    while (!over) {
      this.#clock.next();
      await settle();
    }
  }

  /** Sets the time of day. As in browsers this does not change timers and performance.now(). */
  set(time) {
    this.#clock.setSystemTime(time);
  }
}
