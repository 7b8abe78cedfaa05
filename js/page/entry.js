// @ts-check

// The entry that applies itself, as a classic script or as a module.

import { applyGlobalOptions } from '../shared/given-options.js';
import { apply } from './apply.js';

applyGlobalOptions(apply);
