// @ts-check

// SyncManager and ServiceWorkerRegistration.prototype.sync, as Web IDL has them.

import { mark } from './installed-version.js';
import { defineInterface, requireArgument } from './web-idl.js';

/**
 * @typedef {object} Backend
 * @property {(registration: ServiceWorkerRegistration, tag: string) => Promise<void>} register
 * @property {(registration: ServiceWorkerRegistration) => Promise<string[]>} getTags
 * @property {(registration: ServiceWorkerRegistration) => void} [registrationUsed]
 */

/**
 * Installs both. The backend does the work: register(registration, tag) and
 * getTags(registration), each returning a promise. registrationUsed(registration), if it
 * has that, is called when the app first reads `sync` of a registration.
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

    // Neither is an async function, which would not be the plain Function object
    // that an operation is; both reject as one.

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
      // The native getter throws for anything that is not a registration.
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
 * Defines ServiceWorkerRegistration.prototype.sync by the object's accessor, which has the
 * name and the shape of a native one.
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
