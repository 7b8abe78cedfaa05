// The worker's half: everything that must be there synchronously when the
// service worker's script is evaluated. The core starts behind it, on demand.

import { Authority } from './authority.js';
import { PERMISSION_DENIED, toException } from './errors.js';
import { installEventHandler } from './event-handler.js';
import { createHost } from './host.js';
import { answerPages } from './answer.js';
import { checkOptions } from './options.js';
import { installSyncEvent } from './sync-event.js';
import { installSyncManager } from './sync-manager.js';
import { purgeOnFirstInstall, purgeOnUnregister } from './unregister.js';
import { exposeVersion } from './version.js';
import { Wasm } from './wasm.js';
import { Core } from './core.js';
import { Wakes } from './worker-wake.js';
import { workerBackend } from './worker-backend.js';

/** Applies the worker's half where native support is missing. */
export function apply(scope, givenOptions) {
  const options = checkOptions(givenOptions);
  if (!scope.ServiceWorkerGlobalScope || !(scope instanceof scope.ServiceWorkerGlobalScope)) {
    throw new Error('background-sync-polyfill: this script is for the service worker; a page loads background-sync.js.');
  }
  exposeVersion(scope);
  if ('sync' in scope.ServiceWorkerRegistration.prototype && !options.force) return;
  const fire = installSyncEvent(scope);
  installEventHandler(scope, 'sync');
  if (options.disabled) {
    const denied = async () => {
      throw toException(PERMISSION_DENIED);
    };
    installSyncManager(scope, { register: denied, getTags: denied });
    return;
  }

  purgeOnUnregister(scope);
  purgeOnFirstInstall(scope);
  const authority = new Authority(scope);
  const wasm = new Wasm(scope, options.wasmURL);
  const host = createHost(scope, options, fire);
  const core = new Core(wasm, host);
  const wakes = new Wakes(scope, core, host, authority);
  const backend = workerBackend(scope, core, wakes);
  installSyncManager(scope, backend);
  answerPages(scope, core, wakes, authority);
  wasm.installWithWorker();
  wakes.listen();
}
