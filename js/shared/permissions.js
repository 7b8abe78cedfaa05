// @ts-check

// navigator.permissions.query({name: 'background-sync'}), which some apps ask before they
// register a tag. A browser without Background Sync does not know the name, and rejects.

import { canReplace, replaceMethods } from './safe-define.js';

const NAME = 'background-sync';

/**
 * Makes query() answer that name with this state. Every other answer is the browser's.
 * @param {PermissionState} state
 */
export function answerPermissionQuery(state) {
  const native = globalThis.Permissions?.prototype.query;
  if (!native || !canReplace('query', '', 'Permissions')) return;
  replaceMethods(Permissions.prototype, {
    /**
     * @this {Permissions}
     * @param {PermissionDescriptor} descriptor
     */
    query(descriptor) {
      /** @type {unknown} */
      let asked;
      // The browser checks `this` and the argument first, and reads the name as often as it
      // always does: an app's getter may tell the difference.
      if (Object(descriptor) === descriptor) {
        arguments[0] = new Proxy(descriptor, {
          get(target, member) {
            let value = target[/** @type {'name'} */ (member)];
            if (member === 'name') {
              // Made a string once, for the browser too.
              if (Object(value) === value) value = /** @type {PermissionName} */ (`${value}`);
              asked ??= value;
            }
            return value;
          },
        });
      }
      const answer = Reflect.apply(native, this, arguments);
      const ours = () => createStatus(state);
      return asked === NAME ? answer.then(ours, ours) : answer;
    },
  });
}

/**
 * A PermissionStatus cannot be constructed, and its accessors take none but the browser's own.
 * WebKit's workers do not have the interface as a global.
 * @param {PermissionState} state
 * @returns {PermissionStatus}
 */
function createStatus(state) {
  const { prototype } = globalThis.PermissionStatus ?? EventTarget;
  return Object.defineProperties(Object.setPrototypeOf(new EventTarget(), prototype), {
    state: { value: state },
    name: { value: NAME },
    onchange: { value: null, writable: true },
  });
}
