// `background-sync-polyfill/worker-fn`, for service workers: does nothing until apply() is called.

import './sync-event.mjs';
import './sync-manager.mjs';
import './worker-scope.mjs';

export * from './functions.mjs';
export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
