// The page's half: SyncManager on every registration, and wake-ups.

import { PERMISSION_DENIED, toException } from './errors.js';
import { GET_TAGS, REGISTER } from './messages.js';
import { checkOptions } from './options.js';
import { installWakeUps } from './page-wake.js';
import { request } from './request.js';
import { installSyncManager } from './sync-manager.js';
import { purgeOnUnregister } from './unregister.js';
import { exposeVersion } from './version.js';

/** Applies the page's half where service workers exist and native support does not. */
export function apply(scope, givenOptions) {
  const options = checkOptions(givenOptions);
  if (!scope.isSecureContext || !scope.navigator?.serviceWorker || !scope.ServiceWorkerRegistration) return;
  exposeVersion(scope);
  if ('sync' in scope.ServiceWorkerRegistration.prototype && !options.force) return;
  if (options.disabled) {
    const denied = async () => {
      throw toException(PERMISSION_DENIED);
    };
    installSyncManager(scope, { register: denied, getTags: denied });
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
