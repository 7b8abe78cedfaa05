// Where the app has set option disabled, the worker still answers pages that do not know.

import { PERMISSION_DENIED, toException } from '../shared/errors.js';

/** Stands in for the core. */
export const disabledCore = {
  async call(method) {
    if (method === 'register') throw toException(PERMISSION_DENIED);
    return [];
  },
};

/** Stands in for the Waker: there are no wake-ups. */
export const disabledWaker = {
  async wake() {},
  async wakeForPage() {
    return { running: false };
  },
  keepAlive: (event, work) => event.waitUntil(work),
};
