// @ts-check

/**
 * @import { GoHost } from '../go-host.js'
 * @import { GoExports } from './go-exports.js'
 */

/** @typedef {{ [name: PropertyKey]: unknown, backgroundSyncPolyfillHost?: { host: GoHost, ready(exports: GoExports): void } }} ShadowGlobal */

/**
 * A global object for Go alone: reads come from the real one, and whatever
 * wasm_exec or the core puts there stays off it. Sharing the real one would give
 * the app's worker a `process` and an `fs`.
 * @param {Record<PropertyKey, unknown>} real
 * @returns {ShadowGlobal}
 */
export function shadowGlobal(real) {
  /** @type {ShadowGlobal} */
  const own = Object.create(null);
  return new Proxy(own, {
    get: (_target, name) => (Object.hasOwn(own, name) ? own[name] : real[name]),
    has: (_target, name) => name in own || name in real,
  });
}
