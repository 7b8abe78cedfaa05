import { apply } from './page.js';

apply(globalThis, globalThis.backgroundSyncOptions);
