// `background-sync-polyfill/fn`: applies itself only when told to, in a page or a dedicated worker.

import './global-version.mjs';
import './sync-manager.mjs';

export * from './functions.mjs';
export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
