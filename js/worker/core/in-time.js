// @ts-check

import { rejectAfter } from '../../shared/timeout.js';
import { IDB_TIMEOUT } from '../../shared/timing.js';
import { problem } from './problem.js';

/**
 * Settles as the promise of a storage does. Rejects with a `TimeoutError` after IDB_TIMEOUT,
 * since some storages never answer.
 * @template T
 * @param {Promise<T>} promise
 */
export const inTime = (promise) =>
  rejectAfter(IDB_TIMEOUT, promise, () =>
    problem('TimeoutError', `the storage has not answered in ${IDB_TIMEOUT / 1000} s.`),
  );
