import { withDeadline } from './deadline.js';

/** How long an answer may take, in milliseconds. */
const LONGEST_PROBE = 5_000;
/** How long an answer holds, in milliseconds: enough for the wake-up that it leads to. */
const FRESH = 10_000;

/**
 * Option connectivityProbe: navigator.onLine is true behind a captive portal and
 * on a dead line too, and only an answer from the app's server tells.
 */
export class Probe {
  #ask;
  #running;
  #passedAt = -Infinity;
  /** Whether the network was there when it was last asked. */
  online = true;

  /** The probe is a URL or a function; undefined for a network that is there whenever the browser says so. */
  constructor(probe) {
    this.#ask = typeof probe === 'string' ? () => answers(probe) : probe;
  }

  /** Whether there is nobody to ask, or the network has answered just now. */
  get fresh() {
    return !this.#ask || performance.now() - this.#passedAt < FRESH;
  }

  /** Asks, once at a time, and resolves with whether the network is there. Never rejects. */
  run() {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run() {
    if (!this.#ask) return true;
    const ask = this.#ask;
    const late = () => new Error('no answer in time');
    const refused = (error) => {
      // A wrong address looks like no network: only the console can tell.
      if (this.online) console.warn('background-sync-polyfill: option connectivityProbe found no network.', error);
    };
    this.online = Boolean(await withDeadline((async () => ask())(), LONGEST_PROBE, late).catch(refused));
    this.#passedAt = this.online ? performance.now() : -Infinity;
    return this.online;
  }
}

/** A portal answers with a redirect to itself, and a cache with what it has. */
async function answers(url) {
  const { ok, status } = await fetch(url, { method: 'HEAD', cache: 'no-store', redirect: 'error' });
  if (!ok) throw new Error(`HTTP status ${status} of ${url}`);
  return true;
}
