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
 * What a value must be, and how to tell.
 * @typedef {[allowed: string, accepts: (value: unknown) => boolean]} Rule
 */

/** @type {Rule} */
const BOOLEAN = ['true or false', (value) => typeof value === 'boolean'];
/** @type {Rule} */
const NUMBER = ['a number', (value) => typeof value === 'number'];

/** @type {Record<keyof Options, Rule>} */
const TYPES = {
  force: BOOLEAN,
  takeOverBroken: BOOLEAN,
  disabled: BOOLEAN,
  wasmURL: ['a URL, as a string', (value) => typeof value === 'string'],
  wasmBytes: ['an ArrayBuffer or a view of one', (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)],
  maxAttempts: NUMBER,
  initialRetryDelay: NUMBER,
  retryDelayFactor: NUMBER,
  maxEventDuration: NUMBER,
  connectivityProbe: [
    'a URL, as a string, or a function that returns whether the network is there',
    (value) => typeof value === 'string' || typeof value === 'function',
  ],
};

/**
 * Returns a copy of the options. An unknown option, or a value of the wrong type, is a
 * TypeError that names it.
 * @param {Options} [given]
 * @returns {Options}
 */
export function checkOptions(given = {}) {
  if (Object.prototype.toString.call(given) !== '[object Object]') throw wrong('the options must be an object.');
  // What a prototype has is no option: neither checked nor taken.
  const own = { ...given };
  for (const name of Object.keys(own)) {
    if (!Object.hasOwn(TYPES, name)) {
      throw wrong(`there is no option '${name}'. There are: ${Object.keys(TYPES).join(', ')}.`);
    }
  }
  checkEach(own, TYPES);
  if (own.wasmURL !== undefined && own.wasmBytes !== undefined) {
    throw wrong("give either option 'wasmURL' or option 'wasmBytes'.");
  }
  return own;
}

/**
 * Throws a TypeError that names the first option, of those that are set, that breaks its rule.
 * @param {Options} options
 * @param {Partial<Record<keyof Options, Rule>>} rules
 */
export function checkEach(options, rules) {
  for (const [name, [allowed, accepts]] of Object.entries(rules)) {
    const value = options[/** @type {keyof Options} */ (name)];
    if (value !== undefined && !accepts(value)) throw wrong(`option '${name}' must be ${allowed}.`);
  }
}

/** @param {string} message */
function wrong(message) {
  return new TypeError(`background-sync-polyfill: ${message}`);
}
