// @ts-check

import { createConsoleFile } from './console-file.js';

/**
 * @import { GoHost } from '../go-host.js'
 * @import { GoExports } from './go-exports.js'
 */

/** @typedef {{ [name: PropertyKey]: unknown, backgroundSyncPolyfillHost?: { host: GoHost, ready(exports: GoExports): void } }} ShadowGlobal */

/**
 * Makes a global object for Go alone. It has the `fs` that Go needs; all other reads go to the
 * real global object, and all writes stay here. With an `fs` on the real global object, the
 * app's libraries would take the worker for Node.
 * @param {Record<PropertyKey, unknown>} real
 * @returns {ShadowGlobal}
 */
export function shadowGlobal(real) {
  /** @type {ShadowGlobal} */
  const own = Object.create(null);
  own.fs = createConsoleFile();
  return new Proxy(own, {
    get: (_target, name) => (Object.hasOwn(own, name) ? own[name] : real[name]),
    has: (_target, name) => name in own || name in real,
  });
}
