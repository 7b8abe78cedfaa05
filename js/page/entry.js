// @ts-check

// The entry that applies the polyfill as soon as it is loaded. The build makes a classic script and a module of it.

import { applyGlobalOptions } from '../shared/given-options.js';
import { apply } from './apply.js';

applyGlobalOptions(apply);
