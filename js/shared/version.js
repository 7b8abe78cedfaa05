// @ts-check

/* global BACKGROUND_SYNC_VERSION -- defined by the build */
/** Defines the one global that the polyfill adds of its own. */
export function exposeVersion() {
  Object.defineProperty(globalThis, 'backgroundSyncPolyfill', {
    value: Object.freeze({ version: BACKGROUND_SYNC_VERSION }),
    writable: true,
    configurable: true,
  });
}
