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
  wasmURL: { allowed: 'a URL, as a string', accepts: (value) => typeof value === 'string' && isURL(value) },
  maxAttempts: { allowed: 'a whole number from 1 on', accepts: (value) => Number.isSafeInteger(value) && value >= 1 },
  initialRetryDelay: milliseconds,
  retryDelayFactor: { allowed: 'a number from 1 on', accepts: (value) => Number.isFinite(value) && value >= 1 },
  maxEventDuration: milliseconds,
};

/** Returns a checked copy; an unknown or ill-typed option is a TypeError that names it. */
export function checkOptions(options = {}) {
  if (Object.prototype.toString.call(options) !== '[object Object]') {
    throw wrong('the options must be an object.');
  }
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(OPTIONS, name) && OPTIONS[name];
    if (!option) throw wrong(`there is no option '${name}'. There are: ${Object.keys(OPTIONS).join(', ')}.`);
    if (value !== undefined && !option.accepts(value)) throw wrong(`option '${name}' must be ${option.allowed}.`);
  }
  return { ...options };
}

function isURL(text) {
  try {
    return text !== '' && Boolean(new URL(text, location.href));
  } catch {
    return false;
  }
}

function wrong(message) {
  return new TypeError(`background-sync-polyfill: ${message}`);
}
