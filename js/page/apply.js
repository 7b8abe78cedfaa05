// @ts-check

// The page's half of the polyfill: it defines `sync` on every registration, and wakes the workers.

import { disabledBackend } from '../shared/disabled-backend.js';
import { installFallback, wantsFallback } from '../shared/native/fallback.js';
import { hasSync, isNative } from '../shared/native/detect.js';
import { migrateTags } from '../shared/native/migrate.js';
import { isInstalled } from '../shared/installed-version.js';
import { Network } from '../shared/network.js';
import { checkOptions } from '../shared/options.js';
import { answerPermissionQuery } from '../shared/permissions.js';
import { GET_TAGS, REGISTER } from '../shared/protocol.js';
import { request } from '../shared/request.js';
import { canReplace } from '../shared/safe-define.js';
import { installSyncManager } from '../shared/sync-manager.js';
import { removeOnUnregister } from '../shared/unregister.js';
import { exposeVersion } from '../shared/version.js';
import { hasWebAssembly } from '../shared/web-assembly.js';
import { listenForWakeUps } from './wake-up-triggers.js';
import { WorkerLinks } from './worker-links.js';

/** @import { Options } from '../shared/options.js' */

/**
 * Applies the page's half where the browser has service workers, and has no Background Sync or an
 * option (force, takeOverBroken) replaces it.
 * @param {Options} [givenOptions]
 * @throws {TypeError} An option is unknown, or has a value of the wrong kind.
 */
export function apply(givenOptions) {
  if (globalThis.ServiceWorkerGlobalScope) warnInWorker();
  if (!hasServiceWorkers() || isInstalled()) return;
  const options = checkOptions(givenOptions);
  exposeVersion();
  const native = hasSync() && !options.force;
  if (native && isNative()) void migrateTags().catch(() => {});
  if (native && !wantsFallback(options)) return;
  if (!options.disabled && !hasWebAssembly()) return;
  if (!canReplace('sync', ', so the polyfill does nothing')) return;
  if (canReplace('unregister')) removeOnUnregister();
  answerPermissionQuery(options.disabled ? 'denied' : 'granted');
  if (options.disabled) {
    installSyncManager(disabledBackend);
    return;
  }
  const network = new Network(() => void links.wakeAll());
  const links = new WorkerLinks(network);
  const install = native ? installFallback : installSyncManager;
  install({
    register: (registration, tag) => request(registration, REGISTER, { tag, settlesIn: network.settlesIn }),
    getTags: (registration) => request(registration, GET_TAGS),
    registrationUsed: (registration) => links.add(registration),
  });
  listenForWakeUps(links, network);
}

/** Only a warning, because one module may load both halves. A worker that loads this half alone never gets an event. */
function warnInWorker() {
  console.warn(
    'background-sync-polyfill: this script is for pages and does nothing in a service worker. There, ' +
      "import 'background-sync-polyfill/worker', or apply() from 'background-sync-polyfill/worker-fn'.",
  );
}

/**
 * Whether this is a page or a dedicated worker that can use service workers. False under Node, in
 * an insecure context, and in a service worker (C59). False in a sandboxed frame too, because reading
 * navigator.serviceWorker throws there.
 */
function hasServiceWorkers() {
  const { ServiceWorkerRegistration, ServiceWorkerGlobalScope, origin, navigator } = globalThis;
  return ServiceWorkerRegistration && !ServiceWorkerGlobalScope && origin !== 'null' && navigator.serviceWorker;
}
