// @ts-check

import { unpack } from './gzip.js';
import { isCore } from './is-core.js';

/**
 * Resolves with the core's bytes, unpacked if they are gzip. If they are not the core of this
 * release, rejects with an Error that says what they are. The message completes a sentence
 * that begins with the address.
 * @param {ArrayBuffer} bytes
 * @returns {Promise<ArrayBuffer>}
 */
export async function openCore(bytes) {
  const unpacked = await unpack(bytes).catch(() => undefined);
  if (unpacked && (await isCore(unpacked))) return unpacked;
  throw new Error(describe(bytes, unpacked));
}

/**
 * @param {ArrayBuffer} bytes
 * @param {ArrayBuffer} [unpacked]
 */
function describe(bytes, unpacked) {
  if (!unpacked) {
    return globalThis.DecompressionStream
      ? 'is gzip that is damaged or cut off'
      : 'is gzip, which this browser cannot unpack: give it background-sync.wasm instead, as file, wasmURL or wasmBytes';
  }
  if (firstBytes(unpacked).startsWith('\0asm')) {
    return 'is the core of another release than the script';
  }
  if (/^(\xef\xbb\xbf)?\s*</.test(firstBytes(bytes))) {
    return "is a web page: the server lacks the file, and answers with the app's page";
  }
  return 'is not the core';
}

/**
 * Returns the first 16 bytes, each as a character.
 * @param {ArrayBuffer} bytes
 */
export function firstBytes(bytes) {
  return String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(16, bytes.byteLength)));
}
