// @ts-check

// Option takeOverBroken: the polyfill is the fallback for native support that refuses
// to work, as in web views, or where the user has denied the permission.

import { storedTags } from '../idb/registrations.js';
import { mark } from '../installed-version.js';
import { defineSync } from '../sync-manager.js';
import { replaceMethods } from '../safe-define.js';
import { waitAtMost } from '../timeout.js';
import { NATIVE_REGISTER_TIMEOUT, REMOVAL_TIMEOUT } from '../timing.js';
import { isNative, syncGetter } from './detect.js';
import { removeMigrated } from './migrate.js';

/**
 * @import { Options } from '../options.js'
 * @import { Backend } from '../sync-manager.js'
 */

/** How Chromium refuses: the permission is denied, or the feature is off. */
const REFUSALS = ['NotAllowedError', 'UnknownError'];

/**
 * Whether the app wants the fallback, and the browser's own Background Sync is there to need it.
 * @param {Options} options
 */
export function wantsFallback({ takeOverBroken, disabled }) {
  return Boolean(takeOverBroken) && !disabled && isNative();
}

/**
 * Sends to the backend what the native SyncManager refuses; everything else stays native.
 * @param {Backend} backend
 */
export function installFallback(backend) {
  /** @type {WeakMap<SyncManager, ServiceWorkerRegistration>} */
  const registrations = new WeakMap();
  /** @type {SyncManager | undefined} */
  let wrapped;
  const nativeSync = /** @type {() => SyncManager} */ (syncGetter());
  defineSync({
    get sync() {
      const manager = nativeSync.call(this);
      // The app may have a global SyncManager of its own, but a manager is the browser's.
      const prototype = Object.getPrototypeOf(manager);
      if (wrapped !== prototype) {
        wrapped = prototype;
        wrapMethods(prototype, backend, registrations);
      }
      if (!registrations.has(manager)) {
        registrations.set(manager, this);
        backend.registrationUsed?.(this);
      }
      return manager;
    },
  });
}

/**
 * @param {SyncManager} prototype
 * @param {Backend} backend
 * @param {WeakMap<SyncManager, ServiceWorkerRegistration>} registrations
 */
function wrapMethods(prototype, backend, registrations) {
  if (Object.hasOwn(prototype, 'constructor') && typeof prototype.constructor === 'function')
    mark(prototype.constructor);
  const { register, getTags } = prototype;
  /** Resolves when each register() so far has ended, or takes too long. */
  let registered = Promise.resolve();
  replaceMethods(prototype, {
    /**
     * @this {SyncManager}
     * @param {string} tag
     */
    register(tag) {
      const registering = (async () => {
        // Made a string once: what native support refuses is what is stored.
        const args = /** @type {[tag: string]} */ (arguments.length ? [`${tag}`] : []);
        const registration = registrations.get(this);
        try {
          await register.apply(this, args);
        } catch (refusal) {
          // A manager that the app has read before this script ran is not in the map.
          if (!registration || !REFUSALS.includes(/** @type {Error} */ (refusal).name)) throw refusal;
          // Where the worker does not use the fallback, the refusal stands.
          return backend.register(registration, args[0]).catch((error) => {
            throw error.name === 'NotSupportedError' ? refusal : error;
          });
        }
        if (registration) await waitAtMost(REMOVAL_TIMEOUT, removeMigrated(registration.scope, args[0]));
      })();
      registered = waitAtMost(NATIVE_REGISTER_TIMEOUT, Promise.allSettled([registered, registering]));
      // One of its own, so that a rejection which the app does not handle is reported.
      return registering.then();
    },
    /** @this {SyncManager} */
    getTags() {
      return (async () => {
        await registered;
        const tags = await getTags.call(this).catch((error) => {
          if (!REFUSALS.includes(error.name)) throw error;
          return [];
        });
        const registration = registrations.get(this);
        return registration ? [...new Set([...tags, ...(await storedTags(registration.scope).catch(() => []))])] : tags;
      })();
    },
  });
}
