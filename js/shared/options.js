// @ts-check

// The options that there are. A page and a worker take the same ones, so that one file of the
// app's can serve both. A page does not use those of the worker, and may be unable to judge
// them: it has no base for a URL in an <iframe srcdoc>. So their values are checked in the
// worker alone (worker/options.js).

/**
 * The options, as the app sets them: npm/types tells apps which there are.
 * @typedef {import('../../npm/types/options.d.mts').BackgroundSyncPolyfillOptions} Options
 */

/**
 * Those that both use: each is true or false.
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
 * Returns a copy of the options. An unknown option, or one of those for both with a value of
 * the wrong kind, is a TypeError that names it.
 * @param {Options} [given]
 * @returns {Options}
 */
export function checkOptions(given = {}) {
  if (Object.prototype.toString.call(given) !== '[object Object]') throw wrong('the options must be an object.');
  // What a prototype has is no option: neither checked nor taken.
  const own = { ...given };
  for (const [name, value] of Object.entries(own)) {
    if (!NAMES.includes(name)) throw wrong(`there is no option '${name}'. There are: ${NAMES.join(', ')}.`);
    if (SWITCHES.includes(name) && value !== undefined && typeof value !== 'boolean') {
      throw wrong(`option '${name}' must be true or false.`);
    }
  }
  return own;
}

/** @param {string} message */
export function wrong(message) {
  return new TypeError(`background-sync-polyfill: ${message}`);
}
