// `background-sync-polyfill/worker-fn`: applies itself only when told to, in a service worker.

import './sync-event.mjs';
import './sync-manager.mjs';
import './worker-scope.mjs';

export * from './functions.mjs';
export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
