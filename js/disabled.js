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

/** What answers in the worker to a page that does not know. */
export const disabledCore = {
  async call(method) {
    if (method === 'register') throw toException(PERMISSION_DENIED);
    return [];
  },
};
