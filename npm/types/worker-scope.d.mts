// Declares the global `backgroundSyncPolyfill` for scripts that declare `self` as ServiceWorkerGlobalScope.

import type { BackgroundSyncPolyfill } from './global-version.mjs';

declare global {
  interface ServiceWorkerGlobalScope {
    /** The version of the polyfill that has run, undefined before. */
    readonly backgroundSyncPolyfill?: BackgroundSyncPolyfill | undefined;
  }
}
