import { settledWithin } from './timeout.js';
import { purge } from './idb/registrations.js';
import { forgetScope } from './idb/wasm-binaries.js';

/** The longest that a purge is waited for, in milliseconds. */
const LONGEST_PURGE = 5_000;

/** Makes unregister() take the registration's tags with it, and the core that it used. */
export function purgeOnUnregister(scope) {
  const { prototype } = scope.ServiceWorkerRegistration;
  const native = prototype.unregister;
  const { unregister } = {
    async unregister() {
      const done = await native.call(this);
      if (done) await settledWithin(purgeAll(this.scope, scope.navigator), LONGEST_PURGE);
      return done;
    },
  };
  Object.defineProperty(prototype, 'unregister', { value: unregister, writable: true, enumerable: true, configurable: true });
}

async function purgeAll(scope, { serviceWorker }) {
  await purge(scope);
  // Chromium's workers have no list of registrations.
  await forgetScope(scope, await serviceWorker?.getRegistrations());
}

/** Purges what an earlier registration of the scope left: one that ended where nobody could see it. */
export function purgeOnFirstInstall(scope) {
  scope.addEventListener('install', (event) => {
    if (scope.registration.active) return;
    event.waitUntil(settledWithin(purge(scope.registration.scope), LONGEST_PURGE));
  });
}
