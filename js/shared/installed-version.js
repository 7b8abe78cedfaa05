// @ts-check

// The mark by which copies of the polyfill in one page or worker know each other. It is
// no global of ours, which the app may have taken.

import { syncGetter } from './native/detect.js';

/* global BACKGROUND_SYNC_VERSION -- defined by the build */
const MARK = Symbol.for('background-sync-polyfill');

/**
 * Marks what this copy has made, or native objects that it has wrapped, with its version.
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
export function mark(object) {
  // Nothing happens to a native object that somebody has frozen.
  Reflect.defineProperty(object, MARK, { value: BACKGROUND_SYNC_VERSION, configurable: true });
  return object;
}

/**
 * Returns the version of the copy that has marked a value, undefined if none has.
 * @param {any} value
 * @returns {string | undefined}
 */
export function markOf(value) {
  return value?.[MARK];
}

/**
 * The version of the copy that is installed here, undefined if none is.
 * @returns {string | undefined}
 */
export function installedVersion() {
  // The app can replace the global SyncManager, and wrap the accessor: either is enough.
  return markOf(globalThis.SyncManager) ?? markOf(syncGetter());
}

/** Whether a copy is installed here; says so if it is one of another version. */
export function isInstalled() {
  const version = installedVersion();
  if (version === undefined) return false;
  if (version !== BACKGROUND_SYNC_VERSION) {
    console.warn(
      `background-sync-polyfill: version ${version} is there, so version ${BACKGROUND_SYNC_VERSION} does nothing. Include it once.`,
    );
  }
  return true;
}
