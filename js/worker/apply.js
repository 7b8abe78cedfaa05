// @ts-check

// The worker's half. Browsers may not call a listener that is added after the service worker's
// script has been evaluated, so this code is synchronous. The core starts when it is needed.

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
 * Installs the polyfill in a service worker if native support is missing, or an option
 * overrides it. Does nothing under Node and in an insecure context. Throws a TypeError for a
 * wrong option, and an Error in a page.
 * @param {Options} [givenOptions]
 */
export function apply(givenOptions) {
  // Node, a server-side render, or an insecure context (C59).
  if (!globalThis.ServiceWorkerRegistration) return;
  if (!globalThis.ServiceWorkerGlobalScope) {
    throw new Error(
      'background-sync-polyfill: this script is for the service worker. In a page, load background-sync.js.',
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
    if (!event.isTrusted || registration.active) return;
    event.waitUntil(waitAtMost(INSTALL_LIMIT, owners.leftovers.removeAtInstall()));
  });
}

/** @param {Owners} owners */
function listenForWakeUps({ activeWorker, connectivity, keepAlive, waker }) {
  addEventListener('activate', ({ isTrusted }) => isTrusted && activeWorker.activationStarted());
  for (const type of /** @type {const} */ (['push', 'notificationclick', 'notificationclose'])) {
    addEventListener(type, (event) => {
      if (!event.isTrusted) return;
      activeWorker.confirmActive();
      keepAlive.wakeForEvent(event);
    });
  }
  addEventListener('online', () => connectivity.returned());
  addEventListener('offline', () => connectivity.lost());
  // Chromium's workers get neither `online` nor `offline`, but have navigator.connection.
  navigator.connection?.addEventListener?.('change', () => connectivity.connectionChanged());
  void waker.watchNetwork();
}

/**
 * Stores the core for offline use. If that fails, the app's installation succeeds all the
 * same: it is tried again shortly after, at each start of the worker, and when the core is
 * needed. A copy that the app has deleted since is restored then, too.
 * @param {Owners} owners
 */
function keepTheCore({ binary }) {
  addEventListener('install', (event) => {
    if (event.isTrusted) event.waitUntil(waitAtMost(INSTALL_LIMIT, binary.keep()));
  });
  // Without waitUntil: an `activate` that is kept alive blocks navigation.
  addEventListener('activate', () => void binary.removeOthers());
  setTimeout(() => void binary.keepAtStart(), CORE_CHECK_DELAY);
}
