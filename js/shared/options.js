// @ts-check

// Options come from self.backgroundSyncPolyfillOptions, set before the script loads.

import { YEAR } from './timing.js';

/**
 * All options, checked, with the defaults that are not the core's.
 * @typedef {object} Options
 * @property {boolean} force
 * @property {boolean} takeOverBroken
 * @property {boolean} disabled
 * @property {string} wasmURL
 * @property {BufferSource} [wasmBytes]
 * @property {number} [maxAttempts]
 * @property {number} [initialRetryDelay]
 * @property {number} [retryDelayFactor]
 * @property {number} [maxEventDuration]
 * @property {string | (() => unknown)} [connectivityProbe]
 */

/** @typedef {{ default?: unknown, allowed: string, accepts(value: unknown): boolean }} Option */

/** @type {Option} */
const boolean = { default: false, allowed: 'true or false', accepts: (value) => typeof value === 'boolean' };
/** @type {Option} */
const milliseconds = {
  allowed: 'a number of milliseconds above 0, at most a year of them',
  accepts: (value) => typeof value === 'number' && value > 0 && value <= YEAR,
};

/**
 * What there is, and what it is where the app sets nothing. The retry rules, from
 * maxAttempts to maxEventDuration, have their defaults in polyfill/parameters.go.
 * @type {Record<keyof Options, Option>}
 */
const OPTIONS = {
  /** Put the polyfill in the place of native support. */
  force: boolean,
  /** Be the fallback for native support that refuses to register: switched off, or denied by the user. */
  takeOverBroken: boolean,
  /** Apply nothing; where native support is missing, register() rejects with NotAllowedError. */
  disabled: boolean,
  /** Where the core is served, relative to the worker's script. */
  wasmURL: {
    default: 'background-sync.wasm',
    allowed: 'a URL, as a string',
    accepts: (value) => typeof value === 'string' && isURL(value),
  },
  /** The contents of background-sync.wasm, instead of a URL. */
  wasmBytes: {
    allowed: 'an ArrayBuffer or a view of one',
    accepts: (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value),
  },
  maxAttempts: {
    allowed: 'a whole number from 1 on',
    accepts: (value) => Number.isSafeInteger(value) && /** @type {number} */ (value) >= 1,
  },
  initialRetryDelay: milliseconds,
  retryDelayFactor: {
    allowed: 'a number from 1 on',
    accepts: (value) => Number.isFinite(value) && /** @type {number} */ (value) >= 1,
  },
  maxEventDuration: milliseconds,
  /** What answers only where the network is really there: a URL of the app's server, or a function. */
  connectivityProbe: {
    allowed: 'a URL, as a string, or a function that returns whether the network is there',
    accepts: (value) => typeof value === 'function' || (typeof value === 'string' && isURL(value)),
  },
};

/**
 * Returns all options, with the defaults of those that are not set. An unknown option,
 * or a value of the wrong kind, is a TypeError that names it.
 * @param {Partial<Options>} [given]
 * @returns {Options}
 */
export function checkOptions(given = {}) {
  if (Object.prototype.toString.call(given) !== '[object Object]') {
    throw wrong('the options must be an object.');
  }
  // What a prototype has is no option: neither checked nor taken.
  const own = { ...given };
  for (const [name, value] of Object.entries(own)) {
    const option = Object.hasOwn(OPTIONS, name) && OPTIONS[/** @type {keyof Options} */ (name)];
    if (!option) throw wrong(`there is no option '${name}'. There are: ${Object.keys(OPTIONS).join(', ')}.`);
    if (value !== undefined && !option.accepts(value)) throw wrong(`option '${name}' must be ${option.allowed}.`);
  }
  if (own.wasmURL !== undefined && own.wasmBytes !== undefined) {
    throw wrong("give either option 'wasmURL' or option 'wasmBytes'.");
  }
  return /** @type {Options} */ (
    Object.fromEntries(
      Object.entries(OPTIONS).map(([name, option]) => [
        name,
        own[/** @type {keyof Options} */ (name)] ?? option.default,
      ]),
    )
  );
}

/** @param {string} text */
function isURL(text) {
  try {
    return text !== '' && Boolean(new URL(text, location.href));
  } catch {
    return false;
  }
}

/** @param {string} message */
function wrong(message) {
  return new TypeError(`background-sync-polyfill: ${message}`);
}
