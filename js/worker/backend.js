import { NO_ACTIVE_WORKER, NO_RESULT, NO_WINDOW, toException } from '../shared/errors.js';
import { withDeadline } from '../shared/timeout.js';
import { GET_TAGS, REGISTER, RESULT_TIMEOUT } from '../shared/protocol.js';
import { request } from '../shared/request.js';

/** What SyncManager does in the worker: its own registration's goes to the core, any other's to that one's worker. */
export function workerBackend(scope, core, wakes) {
  const own = (registration) => registration.scope === scope.registration.scope;
  const inTime = (promise) => withDeadline(promise, RESULT_TIMEOUT, () => toException(NO_RESULT));

  return {
    async register(registration, tag) {
      if (!own(registration)) return request(registration, REGISTER, { tag });
      if (!registration.active) throw toException(NO_ACTIVE_WORKER);
      if (!(await hasWindow(scope))) throw toException(NO_WINDOW);
      const stored = core.call('register', tag);
      try {
        await inTime(stored);
      } finally {
        // After an error, too: what came too late may be stored all the same.
        void stored.catch(() => {}).then(() => wakes.wakeUnheld());
      }
    },
    async getTags(registration) {
      if (!own(registration)) return request(registration, GET_TAGS);
      return inTime(core.call('getTags'));
    },
  };
}

/** Steps 4 to 6 of register(): the worker may not register in the background. */
async function hasWindow(scope) {
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return windows.some(({ frameType }) => frameType !== 'nested');
}
