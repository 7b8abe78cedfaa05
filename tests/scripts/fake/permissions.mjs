import { EventTarget } from './events.mjs';

/** The names that this browser knows, with those whose descriptor is read once more for members of its own, as in Chromium. */
const KNOWN = { geolocation: [], push: ['name', 'userVisibleOnly'] };

/** What one scope sees of the permissions: the interfaces, and the object of its navigator. */
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

    /** As Web IDL has it: nothing is thrown, `this` is checked before the argument. */
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
