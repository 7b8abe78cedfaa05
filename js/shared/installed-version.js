// @ts-check

// Which version of the polyfill is installed in this page or worker (C67). The polyfill marks its
// class and its accessor with its version. A global would not do, because the app may use its name.

import { syncGetter } from './native/detect.js';

/* global BACKGROUND_SYNC_VERSION -- defined by the build */
const MARK = Symbol.for('background-sync-polyfill');

/**
 * Marks an object with the version of the polyfill, and returns the object.
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
export function mark(object) {
  // Reflect's method does not throw if the object is frozen.
  Reflect.defineProperty(object, MARK, { value: BACKGROUND_SYNC_VERSION, configurable: true });
  return object;
}

/**
 * Returns the version with which a value is marked, undefined without a mark.
 * @param {any} value
 * @returns {string | undefined}
 */
export function markOf(value) {
  return value?.[MARK];
}

/**
 * Returns the version of the polyfill that is installed in this page or worker, undefined if none is.
 * @returns {string | undefined}
 */
export function installedVersion() {
  // The app may have replaced the global SyncManager or wrapped the accessor, so one mark is enough.
  return markOf(globalThis.SyncManager) ?? markOf(syncGetter());
}

/** Whether the polyfill is installed in this page or worker. Prints a warning if it is another version. */
export function isInstalled() {
  const version = installedVersion();
  if (version === undefined) return false;
  if (version !== BACKGROUND_SYNC_VERSION) {
    console.warn(
      `background-sync-polyfill: version ${version} is applied already, so version ${BACKGROUND_SYNC_VERSION} does nothing. Load only one.`,
    );
  }
  return true;
}
