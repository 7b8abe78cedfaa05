// @ts-check

import { NO_ACTIVE_WORKER, NO_RESULT, toException } from '../shared/errors.js';
import { GET_TAGS, REGISTER } from '../shared/protocol.js';
import { request } from '../shared/request.js';
import { rejectAfter } from '../shared/timeout.js';
import { RESULT_TIMEOUT } from '../shared/timing.js';

/**
 * @import { Backend } from '../shared/sync-manager.js'
 * @import { Calls } from './calls.js'
 * @import { Waker } from './wake/waker.js'
 */

/**
 * Makes what SyncManager calls in the worker. Calls for the worker's own registration go to
 * the core, calls for another registration to the worker of that registration.
 * @param {{ calls: Calls, waker: Waker }} owners
 * @returns {Backend}
 */
export function createBackend({ calls, waker }) {
  /** @param {ServiceWorkerRegistration} target */
  const isOwn = ({ scope }) => scope === registration.scope;
  /**
   * @template T
   * @param {Promise<T>} promise
   */
  const inTime = (promise) => rejectAfter(RESULT_TIMEOUT, promise, () => toException(NO_RESULT));

  return {
    async register(target, tag) {
      if (!isOwn(target)) return request(target, REGISTER, { tag });
      if (!target.active) throw toException(NO_ACTIVE_WORKER);
      const stored = calls.register(tag);
      try {
        await inTime(stored);
      } finally {
        void waker.afterRegister(tag, stored);
      }
    },
    async getTags(target) {
      if (!isOwn(target)) return request(target, GET_TAGS);
      return inTime(calls.getTags());
    },
  };
}
