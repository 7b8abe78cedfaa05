// What a script that declares `self` as ServiceWorkerGlobalScope sees of the global variable.

import type { BackgroundSyncPolyfill } from './global-version.mjs';

declare global {
  interface ServiceWorkerGlobalScope {
    /** The polyfill's version, once the polyfill has run. */
    readonly backgroundSyncPolyfill?: BackgroundSyncPolyfill | undefined;
  }
}
