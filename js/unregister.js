import { purge } from './stored-tags.js';

/** The longest that an install is held for the purge, in milliseconds. */
const LONGEST_PURGE = 5_000;

/** Makes unregister() take the registration's tags with it. */
export function purgeOnUnregister(scope) {
  const { prototype } = scope.ServiceWorkerRegistration;
  const native = prototype.unregister;
  const { unregister } = {
    async unregister() {
      const done = await native.call(this);
      if (done) await purge(this.scope).catch(() => {});
      return done;
    },
  };
  Object.defineProperty(prototype, 'unregister', { value: unregister, writable: true, enumerable: true, configurable: true });
}

/** Purges what an earlier registration of the scope left: one that ended where nobody could see it. */
export function purgeOnFirstInstall(scope) {
  scope.addEventListener('install', (event) => {
    if (scope.registration.active) return;
    const purged = purge(scope.registration.scope).catch(() => {});
    event.waitUntil(Promise.race([purged, new Promise((resolve) => setTimeout(resolve, LONGEST_PURGE))]));
  });
}
