// `background-sync-polyfill/worker`: applies itself to a service worker.

import './global-options.mjs';
import './sync-event.mjs';
import './sync-manager.mjs';
import './worker-scope.mjs';
import type { BackgroundSyncPolyfillOptions } from './options.mjs';

declare global {
  interface ServiceWorkerGlobalScope {
    /** The options, set before the polyfill is loaded: see the global variable of that name. */
    backgroundSyncPolyfillOptions?: BackgroundSyncPolyfillOptions | undefined;
  }
}

export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
