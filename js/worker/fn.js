// @ts-check

// The entry for modules that pass options, or decide for themselves whether to apply the polyfill.

export { apply } from './apply.js';
export { isPolyfilled, isSupported } from '../shared/status.js';
export { version } from '../shared/version.js';
