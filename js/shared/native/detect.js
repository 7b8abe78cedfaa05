// @ts-check

// Detects the browser's own Background Sync.

/** Whether registrations have `sync`, from the browser or from another script. */
export function hasSync() {
  return 'sync' in ServiceWorkerRegistration.prototype;
}

/** Returns the getter of `registration.sync`, undefined if there is none. */
export function syncGetter() {
  return Object.getOwnPropertyDescriptor(ServiceWorkerRegistration.prototype, 'sync')?.get;
}

/** Whether `registration.sync` is the browser's own. */
export function isNative() {
  return isNativeCode(syncGetter());
}

/**
 * Whether the value is a function of the browser's. Scripts' functions print their source instead.
 * @param {unknown} value
 */
export function isNativeCode(value) {
  return typeof value === 'function' && /\[native code\]/.test(Function.prototype.toString.call(value));
}
