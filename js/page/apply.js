// The page's half: SyncManager on every registration, and wake-ups.

import { disabledBackend } from '../shared/disabled.js';
import { handOver } from '../shared/native/migrate.js';
import { GET_TAGS, REGISTER } from '../shared/protocol.js';
import { checkOptions } from '../shared/options.js';
import { installWakeUps } from './wake-ups.js';
import { hasSync, isNative } from '../shared/native/detect.js';
import { request } from '../shared/request.js';
import { installSyncManager } from '../shared/sync-manager.js';
import { takeOver, takesOver } from '../shared/native/fallback.js';
import { purgeOnUnregister } from '../shared/unregister.js';
import { exposeVersion } from '../shared/version.js';

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
