// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { sha256 } from '../../shared/sha256.js';

/**
 * Makes an error for the app: why there is no core, and what to do.
 * @param {string} name
 * @param {string} message
 */
export const problem = (name, message) => new DOMException(`background-sync-polyfill: ${message}`, name);

/**
 * Resolves with whether the bytes are the core that this script was built with.
 * @param {BufferSource} bytes
 */
export const isCore = async (bytes) => (await sha256(bytes)) === WASM_SHA256;
