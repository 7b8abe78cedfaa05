// The worker's half: everything that must be there synchronously when the
// service worker's script is evaluated. The core starts behind it, on demand.

import { Authority } from './authority.js';
import { disabledBackend, disabledCore, disabledWakes } from './disabled.js';
import { installEventHandler } from './event-handler.js';
import { createHost } from './host.js';
import { answerPages } from './answer.js';
import { checkOptions } from './options.js';
import { hasSync } from './native.js';
import { Network } from './network.js';
import { Probe } from './probe.js';
import { createFire, installSyncEvent } from './sync-event.js';
import { installSyncManager } from './sync-manager.js';
import { takeOver, takesOver } from './take-over.js';
import { purgeOnFirstInstall, purgeOnUnregister } from './unregister.js';
import { exposeVersion } from './version.js';
import { Wasm } from './wasm.js';
import { Core } from './core.js';
import { Wakes } from './worker-wake.js';
import { workerBackend } from './worker-backend.js';

/** Applies the worker's half where native support is missing or gives way. */
export function apply(scope, givenOptions) {
  // Under Node, in a server-side render or in an insecure context there is nothing to do.
  if (!scope.ServiceWorkerRegistration) return;
  if (!scope.ServiceWorkerGlobalScope) {
    throw new Error('background-sync-polyfill: this script is for the service worker; a page loads background-sync.js.');
  }
  const options = checkOptions(givenOptions);
  exposeVersion(scope);
  const native = hasSync(scope) && !options.force;
  if (native && !takesOver(scope, options)) return;
  if (!native) {
    installSyncEvent(scope);
    installEventHandler(scope, 'sync');
  }

  purgeOnUnregister(scope);
  purgeOnFirstInstall(scope);
  const authority = new Authority(scope);
  const wasm = new Wasm(scope, options);
  const network = new Network(scope);
  const probe = new Probe(options.connectivityProbe);
  const host = createHost(scope, options, network, probe, createFire(scope));
  const core = options.disabled ? disabledCore : new Core(wasm, host);
  const wakes = options.disabled ? disabledWakes : new Wakes(scope, core, host, authority, network, probe);
  const install = native ? takeOver : installSyncManager;
  install(scope, options.disabled ? disabledBackend : workerBackend(scope, core, wakes));
  answerPages(scope, core, wakes, authority);
  if (options.disabled) return;
  wasm.installWithWorker();
  wakes.listen();
}
