/**
 * When what did not work is tried again, in milliseconds: first, and at the
 * latest. The first time a worker that has nothing else to do is still alive, and
 * stays so long enough to ask pages for pings: browsers end it after 30 s.
 */
const FIRST = 20_000;
const LAST = 5 * 60_000;

/**
 * Tries again later, ever later, until it worked. It lives as long as its worker:
 * the next one, which a page wakes at the announced time, begins anew.
 */
export class Retry {
  #again;
  #announce;
  #timer;
  #delay = FIRST;
  /** How often it has failed: what began before the latest failure proves nothing. */
  failures = 0;
  /** When that is, in milliseconds since the epoch; undefined for never. */
  at;

  /** Calls again() when it is time, and announce() once the time is known. */
  constructor(again, announce) {
    this.#again = again;
    this.#announce = announce;
  }

  failed() {
    this.failures++;
    if (this.at !== undefined) return;
    this.at = Date.now() + this.#delay;
    this.#timer = setTimeout(() => {
      this.at = undefined;
      this.#again();
    }, this.#delay);
    this.#delay = Math.min(2 * this.#delay, LAST);
    this.#announce();
  }

  worked() {
    clearTimeout(this.#timer);
    this.at = undefined;
    this.#delay = FIRST;
  }
}
