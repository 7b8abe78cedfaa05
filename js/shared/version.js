/* global BACKGROUND_SYNC_VERSION -- defined by the build */
/** Puts the one global that we add in its place. */
export function exposeVersion(scope) {
  Object.defineProperty(scope, 'backgroundSync', {
    value: Object.freeze({ version: BACKGROUND_SYNC_VERSION }),
    writable: true,
    configurable: true,
  });
}
