// @ts-check

// What every interface and operation of Web IDL has in common.

import { exposeInterface } from './safe-define.js';

/**
 * Makes a class look like an interface: its members enumerable, itself a global
 * that is not. The name is given, since a minifier takes the class's.
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
 * Throws what Chromium throws where the one argument is missing.
 * @param {IArguments} args
 * @param {string} operation
 */
export function requireArgument({ length }, operation) {
  if (length === 0) throw new TypeError(`Failed to ${operation}: 1 argument required, but only 0 present.`);
}
