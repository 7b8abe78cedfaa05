// @ts-check

// The names of all options. Page and worker accept the same options, so that an app can set them in
// one file for both. A page checks only the values that it uses, because it cannot check all: in an
// <iframe srcdoc>, a relative URL cannot be resolved. The worker checks every value (worker/options.js).

/**
 * The options, as the app sets them. npm/types/options.d.mts documents them.
 * @typedef {import('../../npm/types/options.d.mts').BackgroundSyncPolyfillOptions} Options
 */

/**
 * The options that page and worker both use. Each is a boolean.
 * @type {string[]}
 */
const SWITCHES = ['force', 'takeOverBroken', 'disabled'];

const NAMES = [
  ...SWITCHES,
  'wasmURL',
  'wasmBytes',
  'maxAttempts',
  'initialRetryDelay',
  'retryDelayFactor',
  'maxEventDuration',
  'connectivityProbe',
];

/**
 * Returns a copy of the options.
 * @param {Options} [given]
 * @returns {Options}
 * @throws {TypeError} The options are no object, a name is unknown, or one of SWITCHES is not a boolean.
 */
export function checkOptions(given = {}) {
  if (Object.prototype.toString.call(given) !== '[object Object]') throw wrong('the options must be an object.');
  // Members that the object inherits are not options.
  const own = { ...given };
  for (const [name, value] of Object.entries(own)) {
    if (!NAMES.includes(name)) throw wrong(`there is no option '${name}'. The options are: ${NAMES.join(', ')}.`);
    if (SWITCHES.includes(name) && value !== undefined && typeof value !== 'boolean') {
      throw wrong(`option '${name}' must be true or false.`);
    }
  }
  return own;
}

/**
 * Makes the error for options that cannot be used.
 * @param {string} message
 */
export function wrong(message) {
  return new TypeError(`background-sync-polyfill: ${message}`);
}
