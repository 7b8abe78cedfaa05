// @ts-check

// What the entries `fn` and `worker-fn` tell an app about Background Sync in this page or worker.

import { installedVersion } from './installed-version.js';
import { isNative } from './native/detect.js';

/**
 * Whether `registration.sync` is the browser's own. False under Node, and after the polyfill has
 * replaced or wrapped it (options force, takeOverBroken).
 */
export function isSupported() {
  return Boolean(globalThis.ServiceWorkerRegistration) && isNative();
}

/** Whether `registration.sync` is the polyfill's, or is native and wrapped by the polyfill (option takeOverBroken). */
export function isPolyfilled() {
  return Boolean(globalThis.ServiceWorkerRegistration) && installedVersion() !== undefined;
}
