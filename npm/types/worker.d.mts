// `background-sync-polyfill/worker`, for service workers: applies itself when it is imported.

import './global-options.mjs';
import './sync-event.mjs';
import './sync-manager.mjs';
import './worker-scope.mjs';
import type { BackgroundSyncPolyfillOptions } from './options.mjs';

declare global {
  interface ServiceWorkerGlobalScope {
    /** The options. Set them before the polyfill is loaded; the global variable of this name says more. */
    backgroundSyncPolyfillOptions?: BackgroundSyncPolyfillOptions | undefined;
  }
}

export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
