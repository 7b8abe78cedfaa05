// @ts-check

/* global WASM_SHA256 -- defined by the build */

/** The core's file, as the package has it: browsers that cannot unpack gzip need the plain one. */
export const coreFile = () => (globalThis.DecompressionStream ? 'background-sync.wasm.gz' : 'background-sync.wasm');

/**
 * Where the core may be served, in the order in which that is tried: where the app says,
 * and nowhere else; or beside the worker's script, and at the root of its scope, where a
 * build may put what the app has in its public folder. There the hash makes sure that a
 * cache on the way has no other release's file for it.
 * @param {string} [wasmURL]
 * @returns {string[]}
 */
export function coreAddresses(wasmURL) {
  if (wasmURL !== undefined) return [new URL(wasmURL, location.href).href];
  const file = `${coreFile()}?${WASM_SHA256.slice(0, 16)}`;
  return [...new Set([location.href, registration.scope].map((base) => new URL(file, base).href))];
}

/**
 * An address as an error may tell it, which apps report to others: a query may be a
 * signature, and a data: URL has the whole core in it.
 * @param {string} address
 */
export function shorten(address) {
  const { protocol, host, pathname, search } = new URL(address);
  return protocol === 'data:' ? 'data:...' : `${protocol}//${host}${pathname}${search && '?...'}`;
}
