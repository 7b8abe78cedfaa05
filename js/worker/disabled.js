// @ts-check

// Where the app has set option disabled, the worker still answers pages that do not know.

import { PERMISSION_DENIED, toException } from '../shared/errors.js';

/** @import { RequestOwners } from './request-handler.js' */

/** Stands in for the core. */
export const disabledCore = {
  /**
   * @param {string} method
   * @returns {Promise<never>}
   */
  async call(method) {
    if (method === 'register') throw toException(PERMISSION_DENIED);
    return /** @type {never} */ ([]);
  },
};

/** Stands in for Connectivity: nothing is fired. */
export const disabledConnectivity = { settle() {} };

/**
 * Stands in for the Waker: there are no wake-ups.
 * @type {RequestOwners['waker']}
 */
export const disabledWaker = {
  async wake() {},
  async wakeForPage() {
    return { running: false };
  },
  keepAlive: (event, work) => event.waitUntil(work),
};
