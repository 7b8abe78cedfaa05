// The page's half: SyncManager on every registration, and wake-ups.

import { disabledBackend } from './disabled.js';
import { GET_TAGS, REGISTER } from './messages.js';
import { checkOptions } from './options.js';
import { installWakeUps } from './page-wake.js';
import { request } from './request.js';
import { installSyncManager } from './sync-manager.js';
import { purgeOnUnregister } from './unregister.js';
import { exposeVersion } from './version.js';

/** Applies the page's half where service workers exist and native support does not. */
export function apply(scope, givenOptions) {
  if (!hasServiceWorkers(scope)) return;
  const options = checkOptions(givenOptions);
  exposeVersion(scope);
  if ('sync' in scope.ServiceWorkerRegistration.prototype && !options.force) return;
  if (options.disabled) {
    installSyncManager(scope, disabledBackend);
    return;
  }
  purgeOnUnregister(scope);
  const wakeUps = installWakeUps(scope);
  installSyncManager(scope, {
    register: (registration, tag) => request(registration, REGISTER, { tag }),
    getTags: (registration) => (registration.active ? request(registration, GET_TAGS) : []),
    registrationUsed: wakeUps.watch,
  });
  wakeUps.start();
}

/**
 * Whether this is a page or a dedicated worker that can have service workers. Not
 * so under Node, in an insecure context, in a sandboxed frame, whose
 * navigator.serviceWorker throws, and in a service worker itself.
 */
function hasServiceWorkers({ origin, navigator, ServiceWorkerRegistration, ServiceWorkerGlobalScope }) {
  return ServiceWorkerRegistration && !ServiceWorkerGlobalScope && origin !== 'null' && navigator.serviceWorker;
}
