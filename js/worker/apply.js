// The worker's half: everything that must be there synchronously when the
// service worker's script is evaluated. The core starts behind it, on demand.

import { Authority } from './wake/active-worker.js';
import { disabledBackend, disabledCore, disabledWakes } from '../shared/disabled.js';
import { installEventHandler } from './event-handler.js';
import { createHost } from './go-host.js';
import { answerPages } from './request-handler.js';
import { checkOptions } from '../shared/options.js';
import { hasSync } from '../shared/native/detect.js';
import { Network } from './wake/network-observer.js';
import { Probe } from './wake/connectivity-probe.js';
import { createFire, installSyncEvent } from './sync-event.js';
import { installSyncManager } from '../shared/sync-manager.js';
import { takeOver, takesOver } from '../shared/native/fallback.js';
import { purgeOnFirstInstall, purgeOnUnregister } from '../shared/unregister.js';
import { exposeVersion } from '../shared/version.js';
import { Wasm } from './core/wasm-binary.js';
import { Core } from './core/core.js';
import { Wakes } from './wake/waker.js';
import { workerBackend } from './backend.js';

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
