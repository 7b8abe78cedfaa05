// What `background-sync-polyfill/fn` and `background-sync-polyfill/worker-fn` export alike.

import type { BackgroundSyncPolyfillOptions } from './options.mjs';

/**
 * Applies the polyfill to this page or service worker where the browser has no Background Sync, or an option says so.
 * Does nothing if a copy of the polyfill is applied already, and where there are no service workers, as under Node.
 *
 * A service worker calls it while its script is evaluated, before its own code that uses the API.
 *
 * @throws {TypeError} An option is unknown, or has a value of the wrong kind.
 * @throws {Error} It is the service worker's function, and this is a page.
 */
export function apply(options?: BackgroundSyncPolyfillOptions): void;

/** Whether the browser's own Background Sync is there. False once the polyfill has taken its place or wraps it. */
export function isSupported(): boolean;

/** Whether the polyfill is applied here. */
export function isPolyfilled(): boolean;

/** The version of the polyfill, such as `'0.1.0'`. */
export const version: string;
