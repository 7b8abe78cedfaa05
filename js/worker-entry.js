import { apply } from './worker.js';

apply(globalThis, globalThis.backgroundSyncOptions);
