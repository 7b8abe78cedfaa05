// @ts-check

// The entry for modules: applies the polyfill only when the app calls apply(options).

import { applyGivenOptions } from '../shared/given-options.js';
import { apply as applyHere } from './apply.js';

/** @import { Options } from '../shared/options.js' */

export { isPolyfilled, isSupported } from '../shared/support-status.js';
export { version } from '../shared/version.js';

/**
 * Applies the polyfill, as apply() in apply.js does.
 * @param {Options} [options]
 */
export const apply = (options) => applyGivenOptions(applyHere, options);
