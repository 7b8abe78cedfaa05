// @ts-check

// How the app hands over its options: by a global that is set before a script of the
// polyfill runs, or as the argument of apply().

import { isPolyfilled } from './support-status.js';

/** @import { Options } from './options.js' */

const TOO_LATE =
  'backgroundSyncPolyfillOptions has no effect, because it was set after the polyfill ran: imports run first. ' +
  "Instead, call apply(options) of 'background-sync-polyfill/fn', in the service worker of " +
  "'background-sync-polyfill/worker-fn'.";

/** What the global held when the script ran. @type {Options | undefined} */
let seen;

/**
 * Applies the polyfill with the options in the global, and says so if they come too late.
 * @param {(options?: Options) => void} apply
 */
export function applyGlobalOptions(apply) {
  seen = globalThis.backgroundSyncPolyfillOptions;
  apply(seen);
  // By then the module that has imported this one has run.
  queueMicrotask(() => {
    if (lateOptions()) console.error(`background-sync-polyfill: ${lateOptions()}`);
  });
}

/**
 * Applies the polyfill with the argument of apply(), and says so if that has no effect.
 * @param {(options?: Options) => void} apply
 * @param {Options} [options]
 */
export function applyGivenOptions(apply, options) {
  if (options && isPolyfilled()) {
    console.warn('background-sync-polyfill: it is applied here already, so the options of apply() have no effect.');
  }
  seen = globalThis.backgroundSyncPolyfillOptions;
  if (seen && seen !== options) {
    console.warn('background-sync-polyfill: apply() does not read backgroundSyncPolyfillOptions. Call apply(options).');
  }
  apply(options);
}

/** A sentence on options that the app has set too late, empty if it has set none. */
export function lateOptions() {
  return globalThis.backgroundSyncPolyfillOptions === seen ? '' : TOO_LATE;
}
