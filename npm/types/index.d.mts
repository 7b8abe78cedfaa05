// `background-sync-polyfill`: applies itself to a page or a dedicated worker.

import './global-options.mjs';
import './global-version.mjs';
import './sync-manager.mjs';

export type { BackgroundSyncPolyfill } from './global-version.mjs';
export type { BackgroundSyncPolyfillOptions } from './options.mjs';
