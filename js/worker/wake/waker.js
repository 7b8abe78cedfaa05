import { settledWithin } from '../../shared/timeout.js';
import { openChannel } from '../../shared/protocol.js';
import { Retry } from './scheduler.js';
import { storedScopes } from '../../shared/idb/registrations.js';

/**
 * The longest that one event is held open, in milliseconds. Firefox ends a
 * worker at 60 s of one event; a page's next ping comes after 10 s, later if
 * its timers are throttled.
 */
const LONGEST_HOLD = 25_000;

/** When the core goes on, and what keeps the worker alive while it does. */
export class Wakes {
  #scope;
  #core;
  #host;
  #authority;
  #network;
  #probe;
  #retry;
  #channel;

  constructor(scope, core, host, authority, network, probe) {
    this.#scope = scope;
    this.#core = core;
    this.#host = host;
    this.#authority = authority;
    this.#network = network;
    this.#probe = probe;
    host.onAlarm = () => this.#announce();
    host.onDue = () => this.wakeUnheld();
    host.onPageNeeded = () => this.#askForPings();
    host.onLockFailed = () => this.#retry.failed();
    host.mayDispatch = () => authority.held;
    this.#retry = new Retry(
      () => this.wakeUnheld(),
      () => this.#announce(),
    );
  }

  /** Listens for every occasion that the browser gives the worker itself. */
  listen() {
    this.#network.listen(
      () => this.wakeUnheld(),
      () => this.#core.started && void this.#core.call('offline').catch(() => {}),
    );
    for (const type of ['push', 'notificationclick', 'notificationclose']) {
      this.#scope.addEventListener(type, (event) => event.isTrusted && this.hold(event, this.wake({ held: true })));
    }
  }

  /**
   * Fires what can be fired; settles when all that has ended. Never rejects.
   * Unless it is held anyway, nothing is held for the probe: that would delay the
   * app's skipWaiting().
   */
  async wake({ held = false } = {}) {
    try {
      const { registration } = this.#scope;
      const asks = this.#network.online && !this.#probe.passed;
      if ((asks || !this.#core.started) && !(await storedScopes()).has(registration.scope)) return;
      if (!this.#authority.held) return this.#askForPings();
      if (asks && !held) return void this.#probeFirst();
      if (asks && !(await this.#probe.run())) return this.#retry.failed();
      const { failures } = this.#retry;
      await this.#core.call('wake');
      // What was not fired, or has failed, for want of an answer is pending, and no alarm is set for it.
      if (this.#network.online && !this.#probe.passed && (await storedScopes()).has(registration.scope)) this.#retry.failed();
      else if (failures === this.#retry.failures) this.#retry.worked();
    } catch (error) {
      console.error('background-sync-polyfill: could not go on; it is tried again.', error);
      this.#retry.failed();
    }
  }

  async #probeFirst() {
    if (await this.#probe.run()) this.wakeUnheld();
    else this.#retry.failed();
  }

  /** Wakes from no event that can be held: pages are asked for one. */
  wakeUnheld() {
    void this.wake();
  }

  /** Wakes, and resolves with {running, due} when nothing runs any more, or when the event has been held long enough. */
  async wakeAndHold() {
    await settledWithin(
      this.wake().then(() => this.#host.idle()),
      LONGEST_HOLD,
    );
    return { running: this.#host.running > 0, due: this.#due() };
  }

  /** Keeps the worker alive for the work and for all events that run, no longer than an engine allows. */
  hold(event, work) {
    event.waitUntil(
      settledWithin(
        work.then(() => this.#host.idle()),
        LONGEST_HOLD,
      ),
    );
  }

  /** When a page should wake the worker, if it is still there. */
  #due() {
    // A time that has passed, the clock was set, say, would be answered by a wake-up at once, for ever.
    const times = [this.#host.due, this.#retry.at].filter((time) => time > Date.now());
    return times.length ? Math.min(...times) : undefined;
  }

  #announce() {
    const due = this.#due();
    if (due) this.#post({ due });
  }

  #askForPings() {
    this.#post({ ping: true });
  }

  #post(message) {
    this.#channel ??= openChannel(this.#scope.registration.scope);
    this.#channel.postMessage(message);
  }
}
