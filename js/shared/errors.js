// @ts-check

// Failures cross threads as {name, message} and become a DOMException here, in
// the realm that the app sees.

/**
 * An error, as it crosses threads.
 * @typedef {object} Failure
 * @property {string} name
 * @property {string} message
 */

/**
 * @param {Failure} failure
 * @returns {DOMException}
 */
export function toException({ name, message }) {
  return new DOMException(message, name);
}

/**
 * @param {Partial<Failure> | null | undefined} error
 * @returns {Failure}
 */
export function fromException(error) {
  return { name: error?.name || 'UnknownError', message: String(error?.message ?? error) };
}

export const NO_ACTIVE_WORKER = {
  name: 'InvalidStateError',
  message: "Failed to execute 'register' on 'SyncManager': Registration failed - no active Service Worker",
};

export const PERMISSION_DENIED = { name: 'NotAllowedError', message: 'Permission denied.' };

export const NO_WINDOW = {
  name: 'InvalidAccessError',
  message: 'Attempted to register a sync event without a window or registration tag too long.',
};

/** What Chromium says when its storage fails; polyfill/errors.go has the same for the core. */
export const SYNC_DISABLED = { name: 'UnknownError', message: 'Background Sync is disabled.' };

export const NO_RESULT = {
  name: 'UnknownError',
  message: 'background-sync-polyfill: the service worker took the request and gave no result in time. Try again.',
};

export const NOT_IN_WORKER = {
  name: 'NotSupportedError',
  message:
    'background-sync-polyfill: the active service worker does not load the polyfill. First in its script must be: ' +
    "import 'background-sync-polyfill/worker', or without a bundler importScripts('/background-sync-worker.js').",
};

export const ONLY_IN_WAITING_WORKER = {
  name: 'NotSupportedError',
  message:
    'background-sync-polyfill: the active service worker does not load the polyfill, the waiting one does. ' +
    'Close all pages of the site, since to reload is not enough, or call skipWaiting() in that one.',
};

export const OTHER_VERSION = {
  name: 'NotSupportedError',
  message:
    'background-sync-polyfill: the page and the service worker load versions that do not understand each other. ' +
    'Serve both scripts from one release and reload.',
};
