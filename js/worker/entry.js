// @ts-check

// The entry that applies the polyfill by itself: a classic script or a module.

import { applyGlobalOptions } from '../shared/given-options.js';
import { apply } from './apply.js';

applyGlobalOptions(apply);
