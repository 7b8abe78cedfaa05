// @ts-check

// What an app can ask before it applies the polyfill, or instead.

import { installedVersion } from './installed-version.js';
import { isNative } from './native/detect.js';

/** Whether the browser itself has Background Sync here. False under Node, and once the polyfill has taken its place or wraps it. */
export function isSupported() {
  return Boolean(globalThis.ServiceWorkerRegistration) && isNative();
}

/** Whether the polyfill stands behind `registration.sync` here. It may stand behind native support, too (takeOverBroken). */
export function isPolyfilled() {
  return Boolean(globalThis.ServiceWorkerRegistration) && installedVersion() !== undefined;
}
