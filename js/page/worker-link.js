// @ts-check

import { WAKE, openChannel } from '../shared/protocol.js';
import { request } from '../shared/request.js';
import { DUE_GRACE, MAX_TIMEOUT, PING_INTERVAL, SILENT_WORKER_REST } from '../shared/timing.js';

/**
 * @import { Network } from '../shared/network.js'
 * @import { Channel } from '../shared/protocol.js'
 */

/** What one page does for the worker of one registration: it wakes it, and keeps it alive. */
export class WorkerLink {
  #registration;
  /** @type {Network} */
  #network;
  /** @type {Channel | undefined} */
  #channel;
  /**
   * The worker that is known to have the polyfill: it has acknowledged late, answered, or spoken on the channel.
   * @type {ServiceWorker | null | undefined}
   */
  #polyfilled;
  /**
   * The worker that may not have it: it has not acknowledged a wake-up. It may as well have started slowly, so it is
   * left alone for a while, and never given up.
   * @type {ServiceWorker | undefined}
   */
  #silent;
  /** When that while is over, by performance.now(): the time of day may be set. */
  #restUntil = 0;
  /** @type {number | undefined} */
  #nextPing;
  #latest = 0;
  /** @type {number | undefined} */
  #dueTimer;
  /** @type {number | undefined} */
  #backOff;

  /**
   * @param {ServiceWorkerRegistration} registration
   * @param {Network} network
   */
  constructor(registration, network) {
    this.#registration = registration;
    this.#network = network;
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
      this.#polyfilled = this.#registration.active;
      if (data.wakeMe) this.wake();
      else this.#plan(data.wakeMeAt, data.backOff);
    };
  }

  /** Lets the page go into the back/forward cache. */
  closeChannel() {
    this.#channel?.close();
    this.#channel = undefined;
    // The page does not hear of its end any more.
    this.#backOff = undefined;
  }

  /** Wakes the worker now, and pings it while its events run: a ping is another wake-up, and keeps it alive for a while. */
  wake() {
    clearTimeout(this.#nextPing);
    const { active } = this.#registration;
    if (!active || this.#rests(active)) return;
    if (active.state === 'activating')
      return active.addEventListener('statechange', this.#onStateChange, { once: true });
    const ping = ++this.#latest;
    const body = { backOff: this.#backOff, settlesIn: this.#network.settlesIn };
    const answer = request(this.#registration, WAKE, body, () => this.#heardLate());
    // Set behind the request's own timer: a worker that is silent is left alone before the next ping.
    this.#nextPing = setTimeout(() => this.wake(), PING_INTERVAL);
    answer.then(
      ({ running, due, backOff }) => {
        this.#polyfilled = active;
        if (!running) this.#stopPingingAfter(ping);
        this.#plan(due, backOff);
      },
      ({ name }) => {
        // A worker that has spoken is busy, or the page was suspended; the next ping tells.
        if (name === 'NotSupportedError') this.#letRest(active);
        else this.#stopPingingAfter(ping);
      },
    );
  }

  /** A worker may end while it activates, and then hears nothing of the end of that. */
  #onStateChange = () => this.wake();

  /**
   * Leaves the worker alone for a while, unless it is known to have the polyfill.
   * @param {ServiceWorker} worker
   */
  #letRest(worker) {
    this.#silent = worker;
    this.#restUntil = performance.now() + SILENT_WORKER_REST;
  }

  /** @param {ServiceWorker} worker */
  #rests(worker) {
    return worker === this.#silent && worker !== this.#polyfilled && performance.now() < this.#restUntil;
  }

  /** The pings have ended, so a new wake-up begins them anew; of several late acknowledgements one is enough. */
  #heardLate() {
    const { active } = this.#registration;
    if (active === this.#polyfilled) return;
    this.#polyfilled = active;
    this.wake();
  }

  /**
   * Only the latest ping tells whether another is needed: an earlier one may have died with the worker.
   * @param {number} ping
   */
  #stopPingingAfter(ping) {
    if (ping === this.#latest) clearTimeout(this.#nextPing);
  }

  /**
   * Takes what the worker wants: to be woken at that time, and to be told the back-off then, which ends with it.
   * @param {number} [time]
   * @param {number} [backOff]
   */
  #plan(time, backOff) {
    // An answer may come later than what the channel has brought since it was sent.
    this.#backOff = backOff && Math.max(backOff, this.#backOff ?? 0);
    if (!time) return;
    clearTimeout(this.#dueTimer);
    const delay = time - Date.now() + DUE_GRACE;
    this.#dueTimer = setTimeout(() => this.wake(), Math.min(delay, MAX_TIMEOUT));
  }
}
