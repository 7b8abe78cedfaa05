// @ts-check

// navigator.permissions.query({name: 'background-sync'}). Some apps call it before they register a
// tag. A browser without Background Sync does not know the name, and rejects (C76).

import { canReplace, replaceMethods } from './safe-define.js';

const NAME = 'background-sync';

/**
 * Makes query() resolve with this state for `background-sync`. For every other descriptor, the browser answers.
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
      // The browser checks `this` and the argument as always. It reads the name as often as always
      // too, because the name may be a getter of the app's. The proxy only watches.
      if (Object(descriptor) === descriptor) {
        arguments[0] = new Proxy(descriptor, {
          get(target, member) {
            let value = target[/** @type {'name'} */ (member)];
            if (member === 'name') {
              // An object is converted to a string only once, and the browser gets that string too.
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
 * Makes a PermissionStatus of an EventTarget, because the class cannot be constructed. The class's
 * accessors throw for such an object, so it gets properties of its own. WebKit's workers have no
 * global PermissionStatus; there it is a plain EventTarget.
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
