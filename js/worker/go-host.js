// @ts-check

import { IDB_TIMEOUT } from '../shared/timing.js';

/**
 * @import { Options } from '../shared/options.js'
 * @import { Connectivity } from './wake/connectivity.js'
 * @import { Firings } from './wake/firings.js'
 * @import { Scheduler } from './wake/scheduler.js'
 */

/**
 * @typedef {object} GoHost
 * @property {string} scope
 * @property {number} idbTimeout
 * @property {Pick<Options, 'maxAttempts' | 'initialRetryDelay' | 'retryDelayFactor' | 'maxEventDuration'>} parameters
 * @property {() => boolean} online
 * @property {(tag: string) => Promise<Claim | null>} claim
 * @property {(delay: number) => void} alarm
 */

/**
 * @typedef {object} Claim
 * @property {(lastChance: boolean, maxEventDuration: number) => Promise<string | undefined>} dispatch
 * @property {() => void} release
 */

/**
 * What Go sees of the browser: its twin is wasm/host.go. Only what Go calls is here.
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
    /** What the app has set of polyfill.Parameters, undefined for what it has not: Go has the defaults. */
    parameters: { maxAttempts, initialRetryDelay, retryDelayFactor, maxEventDuration },
    /** Whether events may be fired. */
    online: () => connectivity.check() === 'online',
    /** Resolves with a Firing, or with null if the tag cannot be fired now. */
    claim: (tag) => firings.claim(tag),
    /** Asks for a wake-up in so many milliseconds, in place of what was asked for before. */
    alarm: (delay) => scheduler.setAlarm(delay),
  };
}
