// @ts-check

/**
 * Makes an error for the app: why there is no core, and what to do.
 * @param {string} name
 * @param {string} message
 */
export const problem = (name, message) => new DOMException(`background-sync-polyfill: ${message}`, name);
