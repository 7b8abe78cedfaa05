// @ts-check

import { NO_ACTIVE_WORKER, PERMISSION_DENIED, toException } from './errors.js';

/** @import { Backend } from './sync-manager.js' */

/**
 * What stands behind SyncManager where the app has set option disabled: it does what
 * a browser does whose user has denied the permission.
 * @type {Backend}
 */
export const disabledBackend = {
  async register({ active }) {
    throw toException(active ? PERMISSION_DENIED : NO_ACTIVE_WORKER);
  },
  getTags: async () => [],
};
