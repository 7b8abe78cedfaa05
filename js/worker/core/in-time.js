// @ts-check

import { rejectAfter } from '../../shared/timeout.js';
import { IDB_TIMEOUT } from '../../shared/timing.js';
import { problem } from './problem.js';

/**
 * Settles as the promise of a storage does, or rejects: some storages never answer.
 * @template T
 * @param {Promise<T>} promise
 */
export const inTime = (promise) =>
  rejectAfter(IDB_TIMEOUT, promise, () => problem('TimeoutError', 'the storage does not answer.'));
