import { LONGEST_TIMEOUT } from '../shared/timeout.js';
import { Locks } from '../shared/tag-lock.js';
import { LONGEST_PROBE } from './wake/connectivity-probe.js';

const DEFAULTS = {
  // Chromium's BackgroundSyncParameters.
  maxAttempts: 3,
  initialRetryDelay: 5 * 60_000,
  retryDelayFactor: 3,
  maxEventDuration: 3 * 60_000,
};

/**
 * What the core sees of the browser: its twin is wasm/host.go. It outlives a
 * core that died, so that no tag fires while a handler of the dead one's runs.
 */
export function createHost(scope, options, network, probe, fire) {
  const locks = new Locks(scope);
  let waiting = [];
  let timer;
  // How many of the events that are kept alive have reached the app.
  let dispatched = 0;
  // Which core a claim is for: one that died while it asked does not get it.
  let generation = 0;

  const host = {
    /** How many claims the core has: events, and what may become one. */
    running: 0,
    /** When the core next wants a wake-up, in milliseconds since the epoch; undefined for never. */
    due: undefined,
    /** Set by Wakes: the alarm was set, the alarm went off, a page is needed, a lock cannot be had at all. */
    onAlarm() {},
    onDue() {},
    onPageNeeded() {},
    onLockFailed() {},
    /** Set by Wakes: whether this worker is the one that fires. */
    mayDispatch: () => false,

    scope: scope.registration.scope,
    parameters: { ...DEFAULTS, ...definedOf(options) },

    online: () => network.online && probe.passed,

    /**
     * Takes the tag's claim; resolves with null if somebody has it, and then
     * wakes the core once nobody has.
     */
    async claim(tag) {
      if (!host.mayDispatch()) {
        // The worker was replaced while the tag waited for its turn.
        host.onPageNeeded();
        return null;
      }
      const asker = generation;
      const failed = (error) => {
        console.error('background-sync-polyfill: cannot lock a tag, so its event does not fire yet; it is tried again.', error);
        host.onLockFailed();
      };
      const unlock = await locks.tryLock(tag, () => host.onDue(), failed).catch(failed);
      if (!unlock) return null;
      if (asker !== generation) {
        unlock();
        return null;
      }
      host.running++;
      let handler;
      let settled = true;
      let released = false;
      const release = () => {
        if (released) return;
        released = true;
        claims.delete(release);
        if (handler) dispatched--;
        if (--host.running === 0) {
          for (const resolve of waiting) resolve();
          waiting = [];
        }
        // Past its time limit, and past the core's death, a handler that still
        // runs keeps its tag from firing again.
        if (settled) unlock();
        else void handler.then(unlock);
      };
      claims.add(release);
      return {
        dispatch(lastChance) {
          // An event that runs out of time is judged by an answer that is fresh then.
          const judging = setTimeout(() => probe.run(), host.parameters.maxEventDuration - LONGEST_PROBE);
          handler = fire(tag, lastChance).finally(() => {
            clearTimeout(judging);
            settled = true;
          });
          settled = false;
          // Not at the claim: what cannot even be stored would be woken by its own ping, for ever.
          if (dispatched++ === 0) host.onPageNeeded();
          // Whether a failure counts, and whether a tag registered again fires at once, depends on the network.
          return handler.then(async (reason) => {
            if (reason !== undefined || !probe.passed) await probe.run();
            return reason;
          });
        },
        release,
      };
    },

    /** Asks for a wake-up in so many milliseconds. */
    alarm(delay) {
      host.due = Date.now() + delay;
      clearTimeout(timer);
      timer = setTimeout(() => {
        host.due = undefined;
        host.onDue();
      }, Math.min(Math.max(delay, 0), LONGEST_TIMEOUT));
      host.onAlarm();
    },

    /** Resolves when no event is kept alive. */
    idle() {
      return host.running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
    },

    /** Releases whatever a core that died had claimed. */
    releaseAll() {
      generation++;
      for (const release of [...claims]) release();
    },
  };
  const claims = new Set();
  return host;
}

function definedOf(options) {
  return Object.fromEntries(
    Object.keys(DEFAULTS)
      .filter((name) => options[name] !== undefined)
      .map((name) => [name, options[name]]),
  );
}
