// @ts-check

// What the browser has of Background Sync.

/** Whether registrations have it already: from the browser, or from a script that ran before. */
export function hasSync() {
  return 'sync' in ServiceWorkerRegistration.prototype;
}

/** Whether it is the browser's own. */
export function isNative() {
  const get = Object.getOwnPropertyDescriptor(ServiceWorkerRegistration.prototype, 'sync')?.get;
  return Boolean(get) && /\[native code\]/.test(Function.prototype.toString.call(get));
}
