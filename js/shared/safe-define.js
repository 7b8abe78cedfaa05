// @ts-check

// What the app, or another library, has taken before this script runs: a global of the
// polyfill's name, or a member that it replaces. A script that throws fails the app's
// whole installation, so nothing throws here.

import { isNativeCode } from './native/detect.js';

/**
 * Makes an interface global, in the place of the browser's own. What the app has
 * set there stays, as natively. A `var` that the app has declared and not set gets ours,
 * as natively it has the browser's.
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
 * Returns whether the global could be defined.
 * @param {string} name
 * @param {unknown} value
 * @param {boolean} [configurable]
 */
export function defineGlobal(name, value, configurable = true) {
  return Reflect.defineProperty(globalThis, name, { value, writable: true, configurable });
}

/**
 * Returns whether a member of all registrations, or of another interface, can be replaced, and says so if not.
 * @param {string} member
 * @param {string} [consequence]
 * @param {'ServiceWorkerRegistration' | 'Permissions'} [name]
 */
export function canReplace(member, consequence, name = 'ServiceWorkerRegistration') {
  const { prototype } = globalThis[name];
  const can = Object.getOwnPropertyDescriptor(prototype, member)?.configurable ?? Object.isExtensible(prototype);
  if (!can) warnNotReplaced(`${name}.prototype.${member}`, consequence);
  return can;
}

/**
 * Puts methods in the place of others, with their names and attributes. Those that somebody has frozen stay.
 * @param {object} prototype
 * @param {Record<string, Function>} methods
 */
export function replaceMethods(prototype, methods) {
  for (const [name, value] of Object.entries(methods))
    Reflect.defineProperty(prototype, name, { value, writable: true });
}

/**
 * @param {string} what
 * @param {string} [consequence]
 */
export function warnNotReplaced(what, consequence = '') {
  console.warn(`background-sync-polyfill: ${what} is the app's or frozen, so it is not replaced${consequence}.`);
}
