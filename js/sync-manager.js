// SyncManager and ServiceWorkerRegistration.prototype.sync, as Web IDL has them.

/**
 * Installs both. The backend does the work: register(registration, tag) and
 * getTags(registration), each returning a promise.
 */
export function installSyncManager(scope, backend) {
  const registrations = new WeakMap();
  const managers = new WeakMap();

  const registrationOf = (manager) => {
    if (!registrations.has(manager)) throw new TypeError('Illegal invocation');
    return registrations.get(manager);
  };

  class SyncManager {
    constructor() {
      throw new TypeError("Failed to construct 'SyncManager': Illegal constructor");
    }

    async register(tag) {
      const registration = registrationOf(this);
      if (arguments.length === 0) {
        throw new TypeError("Failed to execute 'register' on 'SyncManager': 1 argument required, but only 0 present.");
      }
      return backend.register(registration, `${tag}`);
    }

    async getTags() {
      return backend.getTags(registrationOf(this));
    }
  }
  defineInterface(scope, 'SyncManager', SyncManager, ['register', 'getTags']);

  const prototype = scope.ServiceWorkerRegistration.prototype;
  const nativeScope = Object.getOwnPropertyDescriptor(prototype, 'scope').get;
  const { get } = Object.getOwnPropertyDescriptor(
    {
      get sync() {
        // The native getter throws for anything that is not a registration.
        nativeScope.call(this);
        let manager = managers.get(this);
        if (!manager) {
          manager = Object.create(SyncManager.prototype);
          managers.set(this, manager);
          registrations.set(manager, this);
          backend.registrationUsed?.(this);
        }
        return manager;
      },
    },
    'sync',
  );
  Object.defineProperty(prototype, 'sync', { get, set: undefined, enumerable: true, configurable: true });
}

/**
 * Makes a class look like a Web IDL interface: its members enumerable, itself a
 * global that is not. The name is given, since a minifier takes the class's.
 */
export function defineInterface(scope, name, constructor, members) {
  for (const member of members) Object.defineProperty(constructor.prototype, member, { enumerable: true });
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, { value: name, configurable: true });
  Object.defineProperty(constructor, 'name', { value: name, configurable: true });
  Object.defineProperty(scope, name, { value: constructor, writable: true, configurable: true });
}
