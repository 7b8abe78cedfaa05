// @ts-check

/* global WASM_SHA256 -- defined by the build */

/** Returns the name of the core's file in the package. Browsers that cannot unpack gzip need the plain file. */
export const coreFile = () => (globalThis.DecompressionStream ? 'background-sync.wasm.gz' : 'background-sync.wasm');

/**
 * Returns the addresses at which the core may be served, in the order in which they are
 * tried. With option wasmURL it is that address alone. Otherwise the core is beside the
 * worker's script, or at the root of its scope, where a build may put the files of the app's
 * public folder. The query has the core's hash, so that no cache answers with the core of
 * another release.
 * @param {string} [wasmURL]
 * @returns {string[]}
 */
export function coreAddresses(wasmURL) {
  if (wasmURL !== undefined) return [new URL(wasmURL, location.href).href];
  const file = `${coreFile()}?${WASM_SHA256.slice(0, 16)}`;
  return [...new Set([location.href, registration.scope].map((base) => new URL(file, base).href))];
}

/**
 * Returns an address for use in an error. Apps report errors to others, and a query may hold
 * a signature, so it is left out. So is the content of a data: URL.
 * @param {string} address
 */
export function shorten(address) {
  const { protocol, host, pathname, search } = new URL(address);
  return protocol === 'data:' ? 'data:...' : `${protocol}//${host}${pathname}${search && '?...'}`;
}
