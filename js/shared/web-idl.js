// @ts-check

// What Web IDL demands of every interface and operation.

import { exposeInterface } from './safe-define.js';

/**
 * Gives a class the form of a Web IDL interface (C05): its members are enumerable, and it is a global
 * that is not enumerable. The name is a parameter, because the build shortens the class's own name.
 * @param {string} name
 * @param {Function} constructor
 * @param {string[]} members
 */
export function defineInterface(name, constructor, members) {
  for (const member of members) Object.defineProperty(constructor.prototype, member, { enumerable: true });
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, { value: name, configurable: true });
  Object.defineProperty(constructor, 'name', { value: name, configurable: true });
  exposeInterface(name, constructor);
}

/**
 * Throws Chromium's TypeError if an operation that needs one argument has none (C02).
 * @param {IArguments} args
 * @param {string} operation such as "execute 'register' on 'SyncManager'"
 */
export function requireArgument({ length }, operation) {
  if (length === 0) throw new TypeError(`Failed to ${operation}: 1 argument required, but only 0 present.`);
}
