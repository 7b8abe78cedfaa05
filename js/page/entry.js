// @ts-check

import { apply } from './apply.js';

apply(globalThis.backgroundSyncPolyfillOptions);
