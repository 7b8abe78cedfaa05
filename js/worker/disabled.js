// @ts-check

// Where the app has set option disabled, the worker still answers pages that do not know.

import { PERMISSION_DENIED, toException } from '../shared/errors.js';

/** @import { RequestOwners } from './request-handler.js' */

/**
 * Stands in for Calls: nothing reaches the core.
 * @type {RequestOwners['calls']}
 */
export const disabledCalls = {
  async register() {
    throw toException(PERMISSION_DENIED);
  },
  getTags: async () => [],
};

/** Stands in for Connectivity: nothing is fired. */
export const disabledConnectivity = { settle() {} };

/**
 * Stands in for the Waker: there are no wake-ups.
 * @type {RequestOwners['waker']}
 */
export const disabledWaker = {
  async registered() {},
  async wakeForPage() {
    return { running: false };
  },
  keepAlive: (event, work) => event.waitUntil(work),
};
