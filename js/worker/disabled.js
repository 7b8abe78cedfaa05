// @ts-check

// The objects of a worker whose app has set option disabled. A page may not have the option, so
// the worker still answers requests.

import { PERMISSION_DENIED, toException } from '../shared/errors.js';

/** @import { RequestOwners } from './request-handler.js' */

/**
 * Stands in for Calls. Answers as Chromium does where the user has denied the permission (C11).
 * @type {RequestOwners['calls']}
 */
export const disabledCalls = {
  async register() {
    throw toException(PERMISSION_DENIED);
  },
  getTags: async () => [],
};

/** Stands in for Connectivity. Nothing is fired, so the network does not matter. */
export const disabledConnectivity = { settle() {} };

/** Stands in for the Waker. Nothing is stored, so no core is woken. */
export const disabledWaker = { async afterRegister() {} };

/**
 * Stands in for KeepAlive. Events are kept alive until the request is answered.
 * @type {RequestOwners['keepAlive']}
 */
export const disabledKeepAlive = {
  async wakeForPage() {
    return { running: false };
  },
  extendEvent: (event, work) => event.waitUntil(work),
};
