// @ts-check

import { removeCopies } from './core-copies.js';
import { removeScope } from './idb/registrations.js';
import { replaceMethods } from './safe-define.js';
import { waitAtMost } from './timeout.js';
import { REMOVAL_TIMEOUT } from './timing.js';

/** Makes unregister() also remove the tags and the copies of the core that the registration has stored (C54). */
export function removeOnUnregister() {
  const { prototype } = ServiceWorkerRegistration;
  const native = prototype.unregister;
  replaceMethods(prototype, {
    /** @this {ServiceWorkerRegistration} */
    async unregister() {
      const done = await native.call(this);
      if (done) await removeInTime(this.scope);
      return done;
    },
  });
}

/**
 * Removes the scope's rows and copies, and stops after REMOVAL_TIMEOUT. By then, the scope may have a
 * new registration, whose data must not be removed. The first worker of that registration removes the
 * rows that are left (worker/leftovers.js).
 * @param {string} scope
 */
async function removeInTime(scope) {
  let late = false;
  const isLate = () => late;
  // If one place cannot be emptied, the other still is.
  const removed = Promise.allSettled([removeScope(scope, isLate), removeCopies({ scope, isLate })]);
  await waitAtMost(REMOVAL_TIMEOUT, removed);
  late = true;
}
