// @ts-check

// The entry for apps that pass options, or that decide themselves whether to apply the polyfill.

import { applyGivenOptions } from '../shared/given-options.js';
import { apply as applyHere } from './apply.js';

/** @import { Options } from '../shared/options.js' */

export { isPolyfilled, isSupported } from '../shared/support-status.js';
export { version } from '../shared/version.js';

/**
 * Applies the page's half. npm/types/functions.d.mts documents it for apps.
 * @param {Options} [options]
 * @throws {TypeError} An option is unknown, or has a value of the wrong kind.
 */
export const apply = (options) => applyGivenOptions(applyHere, options);
