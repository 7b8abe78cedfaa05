// @ts-check

import { purge } from './idb/registrations.js';
import { forgetScope } from './idb/wasm-binaries.js';
import { waitAtMost } from './timeout.js';
import { REMOVAL_TIMEOUT } from './timing.js';

/** Makes unregister() remove the registration's tags, and the core that it used. */
export function purgeOnUnregister() {
  const { prototype } = ServiceWorkerRegistration;
  const native = prototype.unregister;
  const { unregister } = {
    /** @this {ServiceWorkerRegistration} */
    async unregister() {
      const done = await native.call(this);
      if (done) await waitAtMost(REMOVAL_TIMEOUT, removeAll(this.scope));
      return done;
    },
  };
  Object.defineProperty(prototype, 'unregister', {
    value: unregister,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** @param {string} scope */
async function removeAll(scope) {
  await purge(scope);
  // Chromium's workers cannot list the registrations.
  await forgetScope(scope, await navigator.serviceWorker?.getRegistrations());
}
