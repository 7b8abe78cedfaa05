// @ts-check

import { checkEach, checkOptions } from '../shared/options.js';
import { YEAR } from '../shared/timing.js';

/** @import { Options, Rule } from '../shared/options.js' */

/** @type {Rule} */
const MILLISECONDS = [
  'a number of milliseconds above 0, at most a year of them',
  (value) => Number(value) > 0 && Number(value) <= YEAR,
];

/**
 * What the values of the worker's options may be, once their types are right. The retry rules,
 * from maxAttempts to maxEventDuration, have their defaults in polyfill/parameters.go.
 * @type {Partial<Record<keyof Options, Rule>>}
 */
const VALUES = {
  wasmURL: ['a URL, as a string', isURL],
  maxAttempts: ['a whole number from 1 on', (value) => Number.isSafeInteger(value) && Number(value) >= 1],
  initialRetryDelay: MILLISECONDS,
  retryDelayFactor: ['a number from 1 on', (value) => Number.isFinite(value) && Number(value) >= 1],
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
    checkEach(options, VALUES);
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
    return text !== '' && Boolean(new URL(/** @type {string} */ (text), location.href));
  } catch {
    return false;
  }
}
