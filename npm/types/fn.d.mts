// `background-sync-polyfill/fn`, for pages and dedicated workers: does nothing until apply() is called.

import './global-version.mjs';
import './sync-manager.mjs';

export * from './functions.mjs';
export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
