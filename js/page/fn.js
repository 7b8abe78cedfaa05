// @ts-check

// The entry for modules that pass options, or decide for themselves whether to apply the polyfill.

import { applyGivenOptions } from '../shared/given-options.js';
import { apply as applyHere } from './apply.js';

/** @import { Options } from '../shared/options.js' */

export { isPolyfilled, isSupported } from '../shared/support-status.js';
export { version } from '../shared/version.js';

/** @param {Options} [options] */
export const apply = (options) => applyGivenOptions(applyHere, options);
