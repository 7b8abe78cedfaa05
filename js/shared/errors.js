// @ts-check

// Errors travel between page and worker as {name, message}. Here they become a DOMException of the
// realm that the app runs in.
//
// Messages that Chromium has are word for word Chromium's, because apps compare them (docs/contract.md).

/**
 * An error, as it travels between page and worker.
 * @typedef {object} Failure
 * @property {string} name
 * @property {string} message
 */

/**
 * Makes the exception with which the app's promise rejects.
 * @param {Failure} failure
 * @returns {DOMException}
 */
export function toException({ name, message }) {
  return new DOMException(message, name);
}

/**
 * Returns what can be sent of an exception. Without a name it is an UnknownError.
 * @param {Partial<Failure> | null | undefined} error
 * @returns {Failure}
 */
export function fromException(error) {
  return { name: error?.name || 'UnknownError', message: String(error?.message ?? error) };
}

/** The registration has no active worker (C10). The message is Chromium's. */
export const NO_ACTIVE_WORKER = {
  name: 'InvalidStateError',
  message: "Failed to execute 'register' on 'SyncManager': Registration failed - no active Service Worker",
};

/** Option disabled is set (C11). The message is Chromium's. */
export const PERMISSION_DENIED = { name: 'NotAllowedError', message: 'Permission denied.' };

/** The origin has no open window (C12), or the tag is too long (C13). The message is Chromium's. */
export const NO_WINDOW = {
  name: 'InvalidAccessError',
  message: 'Attempted to register a sync event without a window or registration tag too long.',
};

/** The storage has failed (C14). The message is Chromium's. polyfill/errors.go has the same error for the core. */
export const SYNC_DISABLED = { name: 'UnknownError', message: 'Background Sync is disabled.' };

/** The worker has acknowledged the request, and no result came within RESULT_TIMEOUT. */
export const NO_RESULT = {
  name: 'UnknownError',
  message: 'background-sync-polyfill: the service worker took the request, but gave no result in time. Try again.',
};

/** The active worker has not acknowledged the request (C16). */
export const NOT_IN_WORKER = {
  name: 'NotSupportedError',
  message:
    'background-sync-polyfill: the active service worker does not load the polyfill. Its script must begin with ' +
    "import 'background-sync-polyfill/worker', or without a bundler importScripts('/background-sync-worker.js').",
};

/** As NOT_IN_WORKER, but the waiting worker has acknowledged a request (C16). */
export const ONLY_IN_WAITING_WORKER = {
  name: 'NotSupportedError',
  message:
    'background-sync-polyfill: the active service worker does not load the polyfill, but the waiting one does. ' +
    'Close all pages of the site (a reload is not enough), or call skipWaiting() in the waiting service worker.',
};

/** Page and worker have a different VERSION of the protocol (protocol.js). */
export const OTHER_VERSION = {
  name: 'NotSupportedError',
  message:
    'background-sync-polyfill: page and service worker load versions that do not understand each other. ' +
    'Serve both scripts from the same release, and reload.',
};
