// @ts-check

// The worker's half. Everything that must be there when the service worker's script is
// evaluated is put there synchronously; the core starts behind that, when it is needed.

import { disabledBackend } from '../shared/disabled-backend.js';
import { installFallback, wantsFallback } from '../shared/native/fallback.js';
import { hasSync } from '../shared/native/detect.js';
import { isInstalled } from '../shared/installed-version.js';
import { answerPermissionQuery } from '../shared/permissions.js';
import { installSyncManager } from '../shared/sync-manager.js';
import { canReplace } from '../shared/safe-define.js';
import { waitAtMost } from '../shared/timeout.js';
import { CORE_CHECK_DELAY, INSTALL_LIMIT } from '../shared/timing.js';
import { removeOnUnregister } from '../shared/unregister.js';
import { exposeVersion } from '../shared/version.js';
import { hasWebAssembly } from '../shared/web-assembly.js';
import { createBackend } from './backend.js';
import { installEventHandler } from './event-handler.js';
import { checkWorkerOptions } from './options.js';
import { createDisabledOwners, createOwners } from './owners.js';
import { RequestHandler } from './request-handler.js';
import { installSyncEvent } from './sync-event.js';

/**
 * @import { Options } from '../shared/options.js'
 * @import { Owners } from './owners.js'
 * @import { RequestOwners } from './request-handler.js'
 */

/**
 * Applies the worker's half where native support is missing or gives way.
 * @param {Options} [givenOptions]
 */
export function apply(givenOptions) {
  // Under Node, in a server-side render or in an insecure context there is nothing to do.
  if (!globalThis.ServiceWorkerRegistration) return;
  if (!globalThis.ServiceWorkerGlobalScope) {
    throw new Error(
      'background-sync-polyfill: this script is for the service worker; a page loads background-sync.js.',
    );
  }
  if (isInstalled()) return;
  const options = checkWorkerOptions(givenOptions);
  exposeVersion();
  const native = hasSync() && !options.force;
  if (native && !wantsFallback(options)) return;
  if (!options.disabled && !hasWebAssembly()) return;
  if (!canReplace('sync', ', so the polyfill does nothing')) return;
  const SyncEvent = installSyncEvent(native);
  if (!native) installEventHandler(globalThis, 'sync');
  if (canReplace('unregister')) removeOnUnregister();
  answerPermissionQuery(options.disabled ? 'denied' : 'granted');
  if (options.disabled) {
    installSyncManager(disabledBackend);
    listenForRequests(createDisabledOwners());
    return;
  }
  const owners = createOwners(options, SyncEvent);
  const install = native ? installFallback : installSyncManager;
  install(createBackend(owners));
  listenForRequests(owners);
  listenForWakeUps(owners);
  keepTheCore(owners);
}

/** @param {RequestOwners & Pick<Owners, 'leftovers'>} owners */
function listenForRequests(owners) {
  const requests = new RequestHandler(owners);
  addEventListener('message', (/** @type {ExtendableMessageEvent} */ event) => requests.handle(event), {
    capture: true,
  });
  addEventListener('install', (event) => {
    if (event.isTrusted && !registration.active) event.waitUntil(waitAtMost(INSTALL_LIMIT, owners.leftovers.remove()));
  });
}

/** @param {Owners} owners */
function listenForWakeUps({ activeWorker, connectivity, waker }) {
  addEventListener('activate', ({ isTrusted }) => isTrusted && activeWorker.activates());
  for (const type of /** @type {const} */ (['push', 'notificationclick', 'notificationclose'])) {
    addEventListener(type, (event) => {
      if (!event.isTrusted) return;
      activeWorker.confirm();
      waker.wakeForEvent(event);
    });
  }
  addEventListener('online', () => connectivity.returned());
  addEventListener('offline', () => connectivity.lost());
  // Chromium's workers get neither event, but know their connection.
  navigator.connection?.addEventListener?.('change', () => connectivity.changed());
  void waker.watchNetwork();
}

/**
 * A download that fails never fails the app's installation: it is tried again a little
 * later, at each start of the worker, and when the core is needed. What the app has deleted
 * since is restored at the same time.
 * @param {Owners} owners
 */
function keepTheCore({ binary }) {
  addEventListener('install', (event) => {
    if (event.isTrusted) event.waitUntil(waitAtMost(INSTALL_LIMIT, binary.keep()));
  });
  // Nothing waits for this: an `activate` that is kept alive blocks navigation.
  addEventListener('activate', () => void binary.forgetOthers());
  setTimeout(() => void binary.keepAtStart(), CORE_CHECK_DELAY);
}
