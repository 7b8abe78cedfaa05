// @ts-check

import { checkOptions, wrong } from '../shared/options.js';
import { YEAR } from '../shared/timing.js';

/** @import { Options } from '../shared/options.js' */

/**
 * What a value must be, and how to tell.
 * @typedef {[allowed: string, accepts: (value: any) => boolean]} Rule
 */

/** @type {Rule} */
const MILLISECONDS = [
  'a number of milliseconds above 0, at most a year of them',
  (value) => typeof value === 'number' && value > 0 && value <= YEAR,
];

/**
 * What the values of the worker's options may be. The retry rules, from maxAttempts to
 * maxEventDuration, have their defaults in polyfill/parameters.go.
 * @type {Partial<Record<keyof Options, Rule>>}
 */
const RULES = {
  wasmURL: ['a URL, as a string', isURL],
  wasmBytes: ['an ArrayBuffer or a view of one', (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)],
  maxAttempts: ['a whole number from 1 on', (value) => Number.isSafeInteger(value) && value >= 1],
  initialRetryDelay: MILLISECONDS,
  retryDelayFactor: ['a number from 1 on', (value) => Number.isFinite(value) && value >= 1],
  maxEventDuration: MILLISECONDS,
  connectivityProbe: [
    'a URL, as a string, or a function that returns whether the network is there',
    (value) => typeof value === 'function' || isURL(value),
  ],
};

/**
 * Returns a copy of the options. An unknown option, or a value of the wrong kind, is a
 * TypeError that names it.
 * @param {Options} [given]
 * @returns {Options}
 */
export function checkWorkerOptions(given) {
  try {
    const options = checkOptions(given);
    for (const [name, [allowed, accepts]] of Object.entries(RULES)) {
      const value = options[/** @type {keyof Options} */ (name)];
      if (value !== undefined && !accepts(value)) throw wrong(`option '${name}' must be ${allowed}.`);
    }
    if (options.wasmURL !== undefined && options.wasmBytes !== undefined) {
      throw wrong("give either option 'wasmURL' or option 'wasmBytes'.");
    }
    return options;
  } catch (error) {
    // Firefox shows nowhere what a worker's script has thrown when it was installed.
    console.error(/** @type {Error} */ (error).message);
    throw error;
  }
}

/** @param {unknown} text */
function isURL(text) {
  try {
    return typeof text === 'string' && text !== '' && Boolean(new URL(text, location.href));
  } catch {
    return false;
  }
}
