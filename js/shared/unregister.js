// @ts-check

import { removeCopies } from './core-copies.js';
import { removeScope } from './idb/registrations.js';
import { replaceMethods } from './safe-define.js';
import { waitAtMost } from './timeout.js';
import { REMOVAL_TIMEOUT } from './timing.js';

/** Makes unregister() remove what is stored of the registration, and the core that it used. */
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
 * What is not removed in time is left to the first installation of the scope's next
 * registration: from here it might be that one's own data which are removed.
 * @param {string} scope
 */
async function removeInTime(scope) {
  let late = false;
  const isLate = () => late;
  // A place that cannot be used must not keep the other from being emptied.
  const removed = Promise.allSettled([removeScope(scope, isLate), removeCopies({ scope, isLate })]);
  await waitAtMost(REMOVAL_TIMEOUT, removed);
  late = true;
}
