// Where the app disabled the polyfill, it does what a browser does whose user
// denied the permission: it lists tags, and registers none.

import { NO_ACTIVE_WORKER, PERMISSION_DENIED, toException } from './errors.js';

/** What stands behind SyncManager. */
export const disabledBackend = {
  async register({ active }) {
    throw toException(active ? PERMISSION_DENIED : NO_ACTIVE_WORKER);
  },
  getTags: () => [],
};

/** What stands in for wake-ups: there are none, and a page is answered all the same. */
export const disabledWakes = {
  async wake() {},
  async wakeAndHold() {
    return { running: false };
  },
  hold: (event, work) => event.waitUntil(work),
};

/** What answers in the worker to a page that does not know. */
export const disabledCore = {
  async call(method) {
    if (method === 'register') throw toException(PERMISSION_DENIED);
    return [];
  },
};
