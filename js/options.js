// Options come from self.backgroundSyncOptions, set before the script loads.

const boolean = { allowed: 'true or false', accepts: (value) => typeof value === 'boolean' };
const milliseconds = {
  allowed: 'a number of milliseconds above 0',
  accepts: (value) => Number.isFinite(value) && value > 0,
};

const OPTIONS = {
  /** Put the polyfill in the place of native support. */
  force: boolean,
  /** Apply nothing; where native support is missing, register() rejects with NotAllowedError. */
  disabled: boolean,
  /** Where background-sync.wasm is served. */
  wasmURL: { allowed: 'a URL, as a string', accepts: (value) => typeof value === 'string' && value !== '' },
  maxAttempts: { allowed: 'a whole number from 1 on', accepts: (value) => Number.isSafeInteger(value) && value >= 1 },
  initialRetryDelay: milliseconds,
  retryDelayFactor: { allowed: 'a number from 1 on', accepts: (value) => Number.isFinite(value) && value >= 1 },
  maxEventDuration: milliseconds,
};

/** Returns a checked copy; an unknown or ill-typed option is a TypeError that names it. */
export function checkOptions(options = {}) {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('background-sync-polyfill: backgroundSyncOptions must be an object.');
  }
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(OPTIONS, name) && OPTIONS[name];
    if (!option) {
      throw new TypeError(
        `background-sync-polyfill: there is no option '${name}'. There are: ${Object.keys(OPTIONS).join(', ')}.`,
      );
    }
    if (value !== undefined && !option.accepts(value)) {
      throw new TypeError(`background-sync-polyfill: option '${name}' must be ${option.allowed}.`);
    }
  }
  return { ...options };
}
