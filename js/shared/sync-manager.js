// @ts-check

// SyncManager and ServiceWorkerRegistration.prototype.sync, in the form that Web IDL demands.

import { mark } from './installed-version.js';
import { defineInterface, requireArgument } from './web-idl.js';

/**
 * Does the work of SyncManager's methods, and rejects as these must.
 * @typedef {object} Backend
 * @property {(registration: ServiceWorkerRegistration, tag: string) => Promise<void>} register resolves when the tag is
 *   stored
 * @property {(registration: ServiceWorkerRegistration) => Promise<string[]>} getTags
 * @property {(registration: ServiceWorkerRegistration) => void} [registrationUsed] is called when the app reads `sync`
 *   of a registration for the first time
 */

/**
 * Defines the global SyncManager and ServiceWorkerRegistration.prototype.sync. There is one manager
 * for each registration object (C06).
 * @param {Backend} backend
 */
export function installSyncManager(backend) {
  /** @type {WeakMap<SyncManager, ServiceWorkerRegistration>} */
  const registrations = new WeakMap();
  /** @type {WeakMap<ServiceWorkerRegistration, SyncManager>} */
  const managers = new WeakMap();

  /**
   * @param {SyncManager} manager
   * @returns {ServiceWorkerRegistration}
   */
  const registrationOf = (manager) => {
    if (!registrations.has(manager)) throw new TypeError('Illegal invocation');
    return /** @type {ServiceWorkerRegistration} */ (registrations.get(manager));
  };

  class SyncManager {
    constructor() {
      throw new TypeError("Failed to construct 'SyncManager': Illegal constructor");
    }

    // Neither method is an async function, because Web IDL demands plain functions (C05). The async
    // functions inside turn each exception into a rejection (C02).

    /** @param {string} tag */
    register(tag) {
      return (async () => {
        const registration = registrationOf(this);
        requireArgument(arguments, "execute 'register' on 'SyncManager'");
        await backend.register(registration, `${tag}`);
      })();
    }

    getTags() {
      return (async () => backend.getTags(registrationOf(this)))();
    }
  }
  defineInterface('SyncManager', mark(SyncManager), ['register', 'getTags']);

  const { get: nativeScope } = /** @type {{ get(): string }} */ (
    Object.getOwnPropertyDescriptor(ServiceWorkerRegistration.prototype, 'scope')
  );
  defineSync({
    get sync() {
      // This throws, as Web IDL demands, if `this` is not a registration.
      nativeScope.call(this);
      let manager = managers.get(this);
      if (!manager) {
        manager = /** @type {SyncManager} */ (Object.create(SyncManager.prototype));
        managers.set(this, manager);
        registrations.set(manager, this);
        backend.registrationUsed?.(this);
      }
      return manager;
    },
  });
}

/**
 * Defines ServiceWorkerRegistration.prototype.sync by the accessor of this object. An accessor in an
 * object literal has the name `get sync`, as the browser's own has.
 * @param {{ readonly sync: SyncManager } & ThisType<ServiceWorkerRegistration>} accessor
 */
export function defineSync(accessor) {
  const { get } = /** @type {{ get(): SyncManager }} */ (Object.getOwnPropertyDescriptor(accessor, 'sync'));
  Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', {
    get: mark(get),
    set: undefined,
    enumerable: true,
    configurable: true,
  });
}
