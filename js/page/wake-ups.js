// Wake-ups: what a page can tell the worker, since nothing else will.

import { LONGEST_TIMEOUT } from '../shared/timeout.js';
import { WAKE, openChannel } from '../shared/protocol.js';
import { SETTLING } from '../worker/wake/network-observer.js';
import { request } from '../shared/request.js';
import { storedScopes } from '../shared/idb/registrations.js';

/** How often a page pings the worker while an event runs, in milliseconds. */
const PING_INTERVAL = 10_000;
/** When what a page could not find out is tried again, in milliseconds. */
const RETRY_INTERVAL = 20_000;

/**
 * Returns watch(registration), which makes this page wake the registration's
 * worker, and start(), which does so for all that exist.
 */
export function installWakeUps(scope) {
  const watches = new Map();
  // Between pagehide and pageshow: what listens then keeps the page out of the back/forward cache.
  let away = false;

  const watch = (registration) => {
    const watched = watches.get(registration.scope) ?? new Watch();
    watches.set(registration.scope, watched);
    watched.follow(registration);
    if (!away) watched.listen();
  };

  // Only a scope with a stored tag has a worker that is known to speak our
  // protocol; any other's `message` listeners must not see us.
  const wakeAll = async () => {
    for (const registration of await scope.navigator.serviceWorker.getRegistrations()) watch(registration);
    const stored = await storedScopes();
    for (const [name, watched] of watches) if (stored.has(name)) watched.wake();
  };
  let retry;
  const occasion = () => {
    clearTimeout(retry);
    // A database that cannot be read now, as on an iPhone that wakes up, may hold a tag.
    wakeAll().catch(() => (retry = setTimeout(occasion, RETRY_INTERVAL)));
  };

  const start = () => {
    scope.addEventListener('online', () => setTimeout(occasion, SETTLING));
    scope.addEventListener('pageshow', ({ persisted }) => {
      away = false;
      for (const watched of watches.values()) watched.listen();
      if (persisted) occasion();
    });
    scope.addEventListener('pagehide', () => {
      away = true;
      for (const watched of watches.values()) watched.silence();
    });
    scope.document?.addEventListener('visibilitychange', () => {
      if (scope.document.visibilityState === 'visible') occasion();
    });
    scope.navigator.serviceWorker.ready?.then(watch, () => {});
    occasion();
  };

  return { watch, start };
}

/** What one page does for one registration. */
class Watch {
  #registration;
  #silent;
  #known;
  #channel;
  #nextPing;
  #latest = 0;
  #due;

  /** Takes the registration that the scope has now: an unregistered one's object does not come back to life. */
  follow(registration) {
    this.#registration = registration;
  }

  listen() {
    if (this.#channel) return;
    this.#channel = openChannel(this.#registration.scope);
    this.#channel.onmessage = ({ data }) => {
      // Only a worker with the polyfill speaks here, whatever it did not answer before.
      this.#silent = undefined;
      this.#known = this.#registration.active;
      if (data.ping) this.wake();
      if (data.due) this.#wakeAt(data.due);
    };
  }

  /** Lets the page go into the back/forward cache: an open channel would keep it out. */
  silence() {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Wakes the worker now, and again while its events run: each ping keeps it alive for a while. */
  wake() {
    clearTimeout(this.#nextPing);
    const { active } = this.#registration;
    if (!active || active === this.#silent) return;
    this.#nextPing = setTimeout(() => this.wake(), PING_INTERVAL);
    const ping = ++this.#latest;
    request(this.#registration, WAKE).then(
      ({ running, due }) => {
        this.#known = active;
        if (!running) this.#restAfter(ping);
        if (due) this.#wakeAt(due);
      },
      ({ name }) => {
        if (name !== 'NotSupportedError') return this.#restAfter(ping);
        // One that has spoken is busy, or the page was suspended; the next ping tells.
        if (active === this.#known) return;
        // A worker without the polyfill: its app must not see us again.
        this.#silent = active;
        this.#restAfter(ping);
      },
    );
  }

  /** Only the latest ping tells whether another is needed: an earlier one may have died with the worker. */
  #restAfter(ping) {
    if (ping === this.#latest) clearTimeout(this.#nextPing);
  }

  #wakeAt(time) {
    clearTimeout(this.#due);
    this.#due = setTimeout(() => this.wake(), Math.min(time - Date.now(), LONGEST_TIMEOUT));
  }
}
