// @ts-check

import { createConsoleFile } from './console-file.js';

/**
 * @import { GoHost } from '../go-host.js'
 * @import { GoExports } from './go-exports.js'
 */

/** @typedef {{ [name: PropertyKey]: unknown, backgroundSyncPolyfillHost?: { host: GoHost, ready(exports: GoExports): void } }} ShadowGlobal */

/**
 * A global object for Go alone: it has the `fs` that Go looks for, all other reads come
 * from the real one, and whatever wasm_exec or the core puts there stays off it. An `fs`
 * on the real one would make the app's libraries take its worker for Node.
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
