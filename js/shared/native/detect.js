// @ts-check

// What the browser has of Background Sync.

/** Whether registrations have it already: from the browser, or from a script that ran before. */
export function hasSync() {
  return 'sync' in ServiceWorkerRegistration.prototype;
}

/** What reads it there. */
export function syncGetter() {
  return Object.getOwnPropertyDescriptor(ServiceWorkerRegistration.prototype, 'sync')?.get;
}

/** Whether it is the browser's own. */
export function isNative() {
  return isNativeCode(syncGetter());
}

/**
 * Whether it is a function of the browser's.
 * @param {unknown} value
 */
export function isNativeCode(value) {
  return typeof value === 'function' && /\[native code\]/.test(Function.prototype.toString.call(value));
}
