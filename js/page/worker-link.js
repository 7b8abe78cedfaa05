// @ts-check

import { WAKE, openChannel } from '../shared/protocol.js';
import { request } from '../shared/request.js';
import { DUE_GRACE, MAX_TIMEOUT, PING_INTERVAL } from '../shared/timing.js';
import { SilentWorker } from './silent-worker.js';

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
   * The worker that is known to have the polyfill: it has answered, or acknowledged late.
   * @type {ServiceWorker | null | undefined}
   */
  #polyfilled;
  #silent = new SilentWorker();
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
      // A worker with the polyfill speaks here. It may be another one than the active worker,
      // which is asked once more.
      this.#silent.askAgain();
      this.#awaitActivation();
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
    if (!active || this.#silent.isLeftAlone(active)) return;
    if (this.#awaitActivation()) return;
    const ping = ++this.#latest;
    const body = { backOff: this.#backOff, settlesIn: this.#network.settlesIn };
    const answer = request(this.#registration, WAKE, body, () => this.#heardLate());
    // Set behind the request's own timer: a worker that is silent is left alone before the next ping.
    this.#nextPing = setTimeout(() => this.wake(), PING_INTERVAL);
    answer.then(
      ({ running, due, backOff }) => {
        this.#knowPolyfilled(active);
        if (!running) this.#stopPingingAfter(ping);
        this.#plan(due, backOff);
      },
      ({ name }) => {
        // A worker that has spoken is busy, or the page was suspended; the next ping tells.
        const unacknowledged = name === 'NotSupportedError';
        if (!unacknowledged) this.#stopPingingAfter(ping);
        else if (active !== this.#polyfilled) this.#silent.leaveAlone(active);
      },
    );
  }

  /** Returns whether the worker still activates. If so it is woken when that has ended, which it may not live to hear. */
  #awaitActivation() {
    const { active } = this.#registration;
    if (active?.state !== 'activating') return false;
    active.addEventListener('statechange', this.#onStateChange, { once: true });
    return true;
  }

  #onStateChange = () => this.wake();

  /** The pings have ended, so a new wake-up begins them anew. */
  #heardLate() {
    this.#knowPolyfilled(this.#registration.active);
    this.wake();
  }

  /** @param {ServiceWorker | null} worker */
  #knowPolyfilled(worker) {
    this.#polyfilled = worker;
    this.#silent.askAgain();
  }

  /**
   * Only the latest ping tells whether another is needed: an earlier one may have died with the worker.
   * @param {number} ping
   */
  #stopPingingAfter(ping) {
    if (ping === this.#latest) clearTimeout(this.#nextPing);
  }

  /**
   * Takes what the worker has said: when it wants to be woken, and the back-off to give it with each wake-up.
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
