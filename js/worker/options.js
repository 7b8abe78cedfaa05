// @ts-check

import { checkOptions, wrong } from '../shared/options.js';
import { YEAR } from '../shared/timing.js';

/** @import { Options } from '../shared/options.js' */

/**
 * The rule for an option: the words for an error, and a function that tells whether a value is right.
 * @typedef {[allowed: string, accepts: (value: any) => boolean]} Rule
 */

/** @type {Rule} */
const MILLISECONDS = [
  `a number of milliseconds, above 0 and at most ${YEAR} (a year)`,
  (value) => typeof value === 'number' && value > 0 && value <= YEAR,
];

/**
 * The rules for the options that only the worker reads. The defaults of the options from
 * maxAttempts to maxEventDuration are in polyfill/parameters.go.
 * @type {Partial<Record<keyof Options, Rule>>}
 */
const RULES = {
  wasmURL: ['a string with a URL', isURL],
  wasmBytes: [
    'an ArrayBuffer or a view of an ArrayBuffer',
    (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value),
  ],
  maxAttempts: ['an integer of at least 1', (value) => Number.isSafeInteger(value) && value >= 1],
  initialRetryDelay: MILLISECONDS,
  retryDelayFactor: ['a number of at least 1', (value) => Number.isFinite(value) && value >= 1],
  maxEventDuration: MILLISECONDS,
  connectivityProbe: [
    'a string with a URL, or a function that returns true or false',
    (value) => typeof value === 'function' || isURL(value),
  ],
};

/**
 * Returns a copy of the options. Throws a TypeError for an unknown option and for a wrong
 * value. The error names the option and what it must be; for an option of the worker, also what was given.
 * @param {Options} [given]
 * @returns {Options}
 */
export function checkWorkerOptions(given) {
  try {
    const options = checkOptions(given);
    for (const [name, [allowed, accepts]] of Object.entries(RULES)) {
      const value = options[/** @type {keyof Options} */ (name)];
      if (value !== undefined && !accepts(value)) {
        throw wrong(`option '${name}' must be ${allowed}. Given: ${show(value)}.`);
      }
    }
    if (options.wasmURL !== undefined && options.wasmBytes !== undefined) {
      throw wrong("give option 'wasmURL' or option 'wasmBytes', but not both.");
    }
    return options;
  } catch (error) {
    // Firefox does not show an error that a worker's script throws at its installation.
    console.error(/** @type {Error} */ (error).message);
    throw error;
  }
}

/**
 * The type of a value, and the value itself if it is no object: String() of an object can throw. A
 * long text is cut off, because a URL may end with a signature.
 * @param {unknown} value
 */
function show(value) {
  return Object(value) === value ? typeof value : `${typeof value} '${String(value).slice(0, 40)}'`;
}

/** @param {unknown} text */
function isURL(text) {
  try {
    return typeof text === 'string' && text !== '' && Boolean(new URL(text, location.href));
  } catch {
    return false;
  }
}
