// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { sha256 } from '../../shared/sha256.js';

/**
 * Resolves with whether the bytes are the core that this script was built with.
 * @param {BufferSource} bytes
 */
export const isCore = async (bytes) => (await sha256(bytes)) === WASM_SHA256;
