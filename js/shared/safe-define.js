// @ts-check

// Defines globals and members of browser classes. If the app or another library has defined or frozen
// one before, it stays, and a warning names it (C66). Nothing throws here, because a worker's script
// that throws makes the app's registration fail.

import { isNativeCode } from './native/detect.js';

/**
 * Makes an interface global, in place of the browser's own. A global that the app has set stays. A
 * `var` without a value gets the polyfill's interface, as it has the browser's with native support.
 * @param {string} name
 * @param {Function} constructor
 */
export function exposeInterface(name, constructor) {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  const current = own?.get ?? own?.value;
  const free = current === undefined || isNativeCode(current);
  if (!free || !defineGlobal(name, constructor, own?.configurable)) warnNotReplaced(`the global ${name}`);
}

/**
 * Defines a global, and returns whether that was possible.
 * @param {string} name
 * @param {unknown} value
 * @param {boolean} [configurable]
 */
export function defineGlobal(name, value, configurable = true) {
  return Reflect.defineProperty(globalThis, name, { value, writable: true, configurable });
}

/**
 * Returns whether a member of a browser class can be replaced. If not, prints a warning.
 * @param {string} member
 * @param {string} [consequence] the end of the warning
 * @param {'ServiceWorkerRegistration' | 'Permissions'} [name] of the class
 */
export function canReplace(member, consequence, name = 'ServiceWorkerRegistration') {
  const { prototype } = globalThis[name];
  const can = Object.getOwnPropertyDescriptor(prototype, member)?.configurable ?? Object.isExtensible(prototype);
  if (!can) warnNotReplaced(`${name}.prototype.${member}`, consequence);
  return can;
}

/**
 * Replaces methods of a prototype. A new method is enumerable as the old one. A frozen method stays.
 * @param {object} prototype
 * @param {Record<string, Function>} methods
 */
export function replaceMethods(prototype, methods) {
  for (const [name, value] of Object.entries(methods))
    Reflect.defineProperty(prototype, name, { value, writable: true });
}

/**
 * Warns that something was not replaced.
 * @param {string} what
 * @param {string} [consequence] the end of the warning
 */
export function warnNotReplaced(what, consequence = '') {
  console.warn(`background-sync-polyfill: ${what} is the app's or frozen, so it was not replaced${consequence}.`);
}
