// @ts-check

// An app gives its options in the global backgroundSyncPolyfillOptions, before a script of the
// polyfill runs, or as the argument of apply().

import { isPolyfilled } from './support-status.js';

/** @import { Options } from './options.js' */

const TOO_LATE =
  'backgroundSyncPolyfillOptions has no effect, because it was set after the polyfill ran: imports run first. ' +
  "Instead, call apply(options) from 'background-sync-polyfill/fn', in the service worker from " +
  "'background-sync-polyfill/worker-fn'.";

/** The global's value when the script ran. @type {Options | undefined} */
let seen;

/**
 * Applies the polyfill with the options in the global. Prints an error if the app sets the global
 * afterwards, while its module runs.
 * @param {(options?: Options) => void} apply
 */
export function applyGlobalOptions(apply) {
  seen = globalThis.backgroundSyncPolyfillOptions;
  apply(seen);
  // The module that has imported this one runs before the microtask.
  queueMicrotask(() => {
    if (lateOptions()) console.error(`background-sync-polyfill: ${lateOptions()}`);
  });
}

/**
 * Applies the polyfill with the argument of apply(). Prints a warning if these options have no
 * effect, or if the app has set others in the global.
 * @param {(options?: Options) => void} apply
 * @param {Options} [options]
 */
export function applyGivenOptions(apply, options) {
  if (options && isPolyfilled()) {
    console.warn(
      'background-sync-polyfill: the polyfill is applied already, so the options given to apply() have no effect.',
    );
  }
  seen = globalThis.backgroundSyncPolyfillOptions;
  if (seen && seen !== options) {
    console.warn('background-sync-polyfill: apply() does not read backgroundSyncPolyfillOptions. Call apply(options).');
  }
  apply(options);
}

/** Returns the error text if the app has set the global after the script ran, otherwise an empty string. */
export function lateOptions() {
  return globalThis.backgroundSyncPolyfillOptions === seen ? '' : TOO_LATE;
}
