// @ts-check

// Option takeOverBroken (C58): native support is asked first. If it refuses a tag, as in some web
// views or after the user has denied the permission, the polyfill takes the tag.

import { storedTags } from '../idb/registrations.js';
import { mark } from '../installed-version.js';
import { replaceMethods } from '../safe-define.js';
import { defineSync } from '../sync-manager.js';
import { waitAtMost } from '../timeout.js';
import { NATIVE_REGISTER_TIMEOUT, REMOVAL_TIMEOUT } from '../timing.js';
import { isNative, syncGetter } from './detect.js';
import { removeMigrated } from './migrate.js';

/**
 * @import { Options } from '../options.js'
 * @import { Backend } from '../sync-manager.js'
 */

/** The errors of Chromium if the permission is denied, and if the feature is switched off. */
const REFUSALS = ['NotAllowedError', 'UnknownError'];

/**
 * Whether option takeOverBroken is set, and there is native support that it can apply to.
 * @param {Options} options
 */
export function wantsFallback({ takeOverBroken, disabled }) {
  return Boolean(takeOverBroken) && !disabled && isNative();
}

/**
 * Wraps the native SyncManager: a tag that it refuses goes to the backend. Everything else stays native.
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
      // The global SyncManager may be the app's, so the browser's class is found by the manager.
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
 * Wraps register() and getTags() of the native class.
 * @param {SyncManager} prototype
 * @param {Backend} backend
 * @param {WeakMap<SyncManager, ServiceWorkerRegistration>} registrations
 */
function wrapMethods(prototype, backend, registrations) {
  if (Object.hasOwn(prototype, 'constructor') && typeof prototype.constructor === 'function')
    mark(prototype.constructor);
  const { register, getTags } = prototype;
  /** Resolves when each register() so far has ended, or has taken NATIVE_REGISTER_TIMEOUT. */
  let registered = Promise.resolve();
  replaceMethods(prototype, {
    /**
     * @this {SyncManager}
     * @param {string} tag
     */
    register(tag) {
      const registering = (async () => {
        // An object is converted to a string only once, so that both get the same tag.
        const args = /** @type {[tag: string]} */ (arguments.length ? [`${tag}`] : []);
        const registration = registrations.get(this);
        try {
          await register.apply(this, args);
        } catch (refusal) {
          // A manager that the app has read before this script ran is not in `registrations`.
          if (!registration || !REFUSALS.includes(/** @type {Error} */ (refusal).name)) throw refusal;
          // If the worker does not use this option, the app gets native support's error.
          return backend.register(registration, args[0]).catch((error) => {
            throw error.name === 'NotSupportedError' ? refusal : error;
          });
        }
        if (registration) await waitAtMost(REMOVAL_TIMEOUT, removeMigrated(registration.scope, args[0]));
      })();
      registered = waitAtMost(NATIVE_REGISTER_TIMEOUT, Promise.allSettled([registered, registering]));
      // allSettled() handles a rejection of `registering`. The app gets another promise, so that the
      // browser reports a rejection which the app does not handle.
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
