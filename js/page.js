// The page's half: SyncManager on every registration, and wake-ups.

import { disabledBackend } from './disabled.js';
import { handOver } from './hand-over.js';
import { GET_TAGS, REGISTER } from './messages.js';
import { checkOptions } from './options.js';
import { installWakeUps } from './page-wake.js';
import { hasSync, isNative } from './native.js';
import { request } from './request.js';
import { installSyncManager } from './sync-manager.js';
import { takeOver, takesOver } from './take-over.js';
import { purgeOnUnregister } from './unregister.js';
import { exposeVersion } from './version.js';

/** Applies the page's half where service workers exist and native support does not, or gives way. */
export function apply(scope, givenOptions) {
  if (!hasServiceWorkers(scope)) return;
  const options = checkOptions(givenOptions);
  exposeVersion(scope);
  const native = hasSync(scope) && !options.force;
  if (native && isNative(scope)) void handOver(scope).catch(() => {});
  if (native && !takesOver(scope, options)) return;
  if (options.disabled) {
    installSyncManager(scope, disabledBackend);
    return;
  }
  purgeOnUnregister(scope);
  const wakeUps = installWakeUps(scope);
  const install = native ? takeOver : installSyncManager;
  install(scope, {
    register: (registration, tag) => request(registration, REGISTER, { tag }),
    getTags: (registration) => request(registration, GET_TAGS),
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
