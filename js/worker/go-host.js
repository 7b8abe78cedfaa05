// @ts-check

import { IDB_TIMEOUT } from '../shared/timing.js';

/**
 * @import { Options } from '../shared/options.js'
 * @import { Connectivity } from './wake/connectivity.js'
 * @import { Firings } from './wake/firings.js'
 * @import { Scheduler } from './wake/scheduler.js'
 */

/**
 * The browser as Go sees it.
 * @typedef {object} GoHost
 * @property {string} scope
 * @property {number} idbTimeout
 * @property {Pick<Options, 'maxAttempts' | 'initialRetryDelay' | 'retryDelayFactor' | 'maxEventDuration'>} parameters
 * @property {() => boolean} online
 * @property {(tag: string) => Promise<Claim | null>} claim
 * @property {(delay: number) => void} alarm
 */

/**
 * The right to fire one event: see Firing.
 * @typedef {object} Claim
 * @property {(lastChance: boolean, maxEventDuration: number) => Promise<string | undefined>} dispatch
 * @property {() => void} release
 */

/**
 * Makes the object by which Go reaches the browser. Its twin is wasm/host.go.
 * @param {Options} options
 * @param {{ connectivity: Connectivity, firings: Firings, scheduler: Scheduler }} owners
 * @returns {GoHost}
 */
export function createGoHost(options, { connectivity, firings, scheduler }) {
  const { maxAttempts, initialRetryDelay, retryDelayFactor, maxEventDuration } = options;
  return {
    scope: registration.scope,
    /** How long IndexedDB may take for one step, in milliseconds. */
    idbTimeout: IDB_TIMEOUT,
    /** Go's polyfill.Parameters. Options that the app has not set are undefined, and Go takes its defaults. */
    parameters: { maxAttempts, initialRetryDelay, retryDelayFactor, maxEventDuration },
    /** Whether events may be fired. */
    online: () => connectivity.check() === 'online',
    /** Resolves with a Firing, or with null if the tag cannot be fired now. */
    claim: (tag) => firings.claim(tag),
    /** Sets the core's alarm, in so many milliseconds. It replaces the alarm before. */
    alarm: (delay) => scheduler.setAlarm(delay),
  };
}
