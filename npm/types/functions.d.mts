// The exports of `background-sync-polyfill/fn` and `background-sync-polyfill/worker-fn`.

import type { BackgroundSyncPolyfillOptions } from './options.mjs';

/**
 * Applies the polyfill to this page or service worker if the browser has no Background Sync, or if an option (`force`,
 * `takeOverBroken`) replaces it. Does nothing if the polyfill is applied already, and where there are no service
 * workers, as under Node.
 *
 * In a service worker, call it while the script is evaluated (not after an `await` or in a listener), and before your
 * own code that uses the API. Page and worker must both call the `apply()` of their own module.
 *
 * @param options The options; without them, each has its default.
 * @throws {TypeError} An option is unknown, or has a value of the wrong kind. The message names the option.
 * @throws {Error} `apply()` of `background-sync-polyfill/worker-fn` was called in a page.
 *
 * @example
 * // In the page:
 * import { apply } from 'background-sync-polyfill/fn';
 * apply();
 */
export function apply(options?: BackgroundSyncPolyfillOptions): void;

/**
 * Returns whether the browser's own Background Sync is there. False once the polyfill has replaced or wrapped it, and
 * false under Node.
 */
export function isSupported(): boolean;

/** Returns whether the polyfill is applied to this page or service worker, from this module or from another script. */
export function isPolyfilled(): boolean;

/** The version of the polyfill, such as `'0.1.0'`. */
export const version: string;
