// `background-sync-polyfill`, for pages and dedicated workers: applies itself when it is imported.

import './global-options.mjs';
import './global-version.mjs';
import './sync-manager.mjs';

export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
