// @ts-check

import { WAKE, openChannel } from '../shared/protocol.js';
import { request } from '../shared/request.js';
import { DUE_GRACE, MAX_TIMEOUT, PING_INTERVAL } from '../shared/timing.js';
import { SilentWorker } from './silent-worker.js';

/**
 * @import { Network } from '../shared/network.js'
 * @import { Channel } from '../shared/protocol.js'
 */

/** This page's link to the worker of one registration. It wakes the worker, and keeps it alive while events run. */
export class WorkerLink {
  #registration;
  /** @type {Network} */
  #network;
  /** @type {Channel | undefined} */
  #channel;
  /** The worker that is known to have the polyfill: it has answered. @type {ServiceWorker | null | undefined} */
  #polyfilled;
  #silent = new SilentWorker();
  /** The timer of the next ping. @type {number | undefined} */
  #nextPing;
  #latestPing = 0;
  /** @type {number | undefined} */
  #dueTimer;
  /** The worker's wait after its next failure, in milliseconds, as told by it. @type {number | undefined} */
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
   * Uses this object from now on. If a scope was unregistered, its earlier object never gets a worker again.
   * @param {ServiceWorkerRegistration} registration
   */
  follow(registration) {
    this.#registration = registration;
  }

  /** Listens to the worker's messages; does nothing if it listens already. */
  openChannel() {
    if (this.#channel) return;
    this.#channel = openChannel(this.#registration.scope);
    this.#channel.onmessage = ({ data }) => {
      // Only a worker with the polyfill uses the channel. It may be another than the active
      // worker, or the same: so the active worker is asked again, even if it was silent.
      this.#silent.askAgain();
      this.#awaitActivation();
      if (data.wakeMe) this.wake();
      else this.#plan(data.wakeMeAt, data.backOff);
    };
  }

  /** Closes the channel, because an open one keeps the page out of the back/forward cache. */
  closeChannel() {
    this.#channel?.close();
    this.#channel = undefined;
    // Without the channel, the page would not hear when the back-off ends.
    this.#backOff = undefined;
  }

  /**
   * Wakes the worker now. While the worker's events run, it is pinged every PING_INTERVAL. A ping is another wake-up,
   * and keeps the worker alive for KEEP_ALIVE_LIMIT at most.
   */
  wake() {
    clearTimeout(this.#nextPing);
    const { active } = this.#registration;
    if (!active || this.#silent.isLeftAlone(active)) return;
    if (this.#awaitActivation()) return;
    const ping = ++this.#latestPing;
    const body = { backOff: this.#backOff, settlesIn: this.#network.settlesIn };
    const answer = request(this.#registration, WAKE, body, () => this.#heardLate());
    // ACK_TIMEOUT equals PING_INTERVAL. The request has set its timer first, so a silent worker is left alone in time.
    this.#nextPing = setTimeout(() => this.wake(), PING_INTERVAL);
    answer.then(
      ({ running, due, backOff }) => {
        this.#knowPolyfilled(active);
        if (!running) this.#stopPingingAfter(ping);
        this.#plan(due, backOff);
      },
      ({ name }) => {
        // A worker that has answered before has the polyfill. It is busy, or the page was suspended: the pings go on.
        const unacknowledged = name === 'NotSupportedError';
        if (!unacknowledged) this.#stopPingingAfter(ping);
        else if (active !== this.#polyfilled) this.#silent.leaveAlone(active);
      },
    );
  }

  /**
   * Returns whether the app's `activate` still runs. If so, the page wakes the worker when it has
   * ended: the worker cannot be relied on to do so, because the browser may end it before.
   */
  #awaitActivation() {
    const { active } = this.#registration;
    if (active?.state !== 'activating') return false;
    active.addEventListener('statechange', this.#onStateChange, { once: true });
    return true;
  }

  #onStateChange = () => this.wake();

  /** An acknowledgement has come after ACK_TIMEOUT. The pings may have stopped by then; a wake-up starts them again. */
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
   * Stops pinging, if this was the latest ping. An earlier one may have failed because its worker ended.
   * @param {number} ping
   */
  #stopPingingAfter(ping) {
    if (ping === this.#latestPing) clearTimeout(this.#nextPing);
  }

  /**
   * Takes the due time and the back-off that the worker has told.
   * @param {number} [time] when to wake the worker, in milliseconds since the epoch
   * @param {number} [backOff] in milliseconds; each wake-up hands it to the worker. Undefined ends the back-off.
   */
  #plan(time, backOff) {
    // An answer may be older than the channel's latest message, so the longer back-off is kept.
    this.#backOff = backOff && Math.max(backOff, this.#backOff ?? 0);
    if (!time) return;
    clearTimeout(this.#dueTimer);
    const delay = time - Date.now() + DUE_GRACE;
    this.#dueTimer = setTimeout(() => this.wake(), Math.min(delay, MAX_TIMEOUT));
  }
}
