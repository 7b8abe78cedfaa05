import { apply } from './apply.js';

apply(globalThis, globalThis.backgroundSyncOptions);
