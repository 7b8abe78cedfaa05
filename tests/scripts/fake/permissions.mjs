import { EventTarget } from './events.mjs';

/**
 * The permissions of this browser, and the members of their descriptor that query() reads after the
 * name, as in Chromium.
 */
const KNOWN = { geolocation: [], push: ['name', 'userVisibleOnly'] };

/**
 * Stands in for navigator.permissions and its interfaces, in one scope. It does not know background-
 * sync, like Firefox and Safari.
 */
export function createPermissions() {
  class PermissionStatus extends EventTarget {
    #name;

    constructor(name) {
      super();
      this.#name = name;
    }

    get name() {
      return this.#name;
    }

    get state() {
      return this.#name && 'prompt';
    }

    get onchange() {
      return this.#name && null;
    }
  }

  class Permissions {
    #isOurs = true;

    /** As Web IDL says: errors reject and are not thrown, and `this` is checked before the argument. */
    query(descriptor) {
      return (async () => {
        void this.#isOurs;
        if (Object(descriptor) !== descriptor) throw new TypeError('The descriptor is no object.');
        const { name } = descriptor;
        if (name === undefined) throw new TypeError('The descriptor has no name.');
        const known = Object.hasOwn(KNOWN, `${name}`) && KNOWN[name];
        if (!known) throw new TypeError(`There is no permission ${name}.`);
        for (const member of known) void descriptor[member];
        return new PermissionStatus(name);
      })();
    }
  }
  Object.defineProperty(Permissions.prototype, 'query', { enumerable: true });
  return { Permissions, PermissionStatus, permissions: new Permissions() };
}
