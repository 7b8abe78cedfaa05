// @ts-check

import { NO_ACTIVE_WORKER, PERMISSION_DENIED, toException } from './errors.js';

/** @import { Backend } from './sync-manager.js' */

/**
 * The backend of SyncManager if option disabled is set. It answers like Chromium after the user has
 * denied the permission: register() rejects with NotAllowedError, getTags() resolves with [] (C11).
 * @type {Backend}
 */
export const disabledBackend = {
  async register({ active }) {
    throw toException(active ? PERMISSION_DENIED : NO_ACTIVE_WORKER);
  },
  getTags: async () => [],
};
