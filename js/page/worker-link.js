// @ts-check

import { WAKE, openChannel } from '../shared/protocol.js';
import { request } from '../shared/request.js';
import { MAX_TIMEOUT, PING_INTERVAL } from '../shared/timing.js';

/** @import { Channel } from '../shared/protocol.js' */

/** What one page does for the worker of one registration: it wakes it, and keeps it alive. */
export class WorkerLink {
  #registration;
  /** @type {Channel | undefined} */
  #channel;
  /**
   * The worker that is known to have the polyfill: it has answered, or spoken on the channel.
   * @type {ServiceWorker | null | undefined}
   */
  #polyfilled;
  /**
   * The worker that is taken not to have it: it has not acknowledged a wake-up.
   * @type {ServiceWorker | undefined}
   */
  #unpolyfilled;
  /** @type {number | undefined} */
  #nextPing;
  #latest = 0;
  /** @type {number | undefined} */
  #dueTimer;

  /** @param {ServiceWorkerRegistration} registration */
  constructor(registration) {
    this.#registration = registration;
  }

  /**
   * Takes the registration that the scope has now: the object of one that was unregistered does not come back to life.
   * @param {ServiceWorkerRegistration} registration
   */
  follow(registration) {
    this.#registration = registration;
  }

  /** Listens to what the worker asks for. */
  openChannel() {
    if (this.#channel) return;
    this.#channel = openChannel(this.#registration.scope);
    this.#channel.onmessage = ({ data }) => {
      // Only a worker with the polyfill speaks here, whatever it did not answer before.
      this.#unpolyfilled = undefined;
      this.#polyfilled = this.#registration.active;
      if (data.wakeMe) this.wake();
      if (data.wakeMeAt) this.#wakeAt(data.wakeMeAt);
    };
  }

  /** Lets the page go into the back/forward cache. */
  closeChannel() {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Wakes the worker now, and pings it while its events run: a ping is another wake-up, and keeps it alive for a while. */
  wake() {
    clearTimeout(this.#nextPing);
    const { active } = this.#registration;
    if (!active || active === this.#unpolyfilled) return;
    this.#nextPing = setTimeout(() => this.wake(), PING_INTERVAL);
    const ping = ++this.#latest;
    request(this.#registration, WAKE).then(
      ({ running, due }) => {
        this.#polyfilled = active;
        if (!running) this.#stopPingingAfter(ping);
        if (due) this.#wakeAt(due);
      },
      ({ name }) => {
        const unacknowledged = name === 'NotSupportedError';
        // A worker that has spoken is busy, or the page was suspended; the next ping tells.
        if (unacknowledged && active === this.#polyfilled) return;
        if (unacknowledged) this.#unpolyfilled = active;
        this.#stopPingingAfter(ping);
      },
    );
  }

  /**
   * Only the latest ping tells whether another is needed: an earlier one may have died with the worker.
   * @param {number} ping
   */
  #stopPingingAfter(ping) {
    if (ping === this.#latest) clearTimeout(this.#nextPing);
  }

  /** @param {number} time */
  #wakeAt(time) {
    clearTimeout(this.#dueTimer);
    this.#dueTimer = setTimeout(() => this.wake(), Math.min(time - Date.now(), MAX_TIMEOUT));
  }
}
