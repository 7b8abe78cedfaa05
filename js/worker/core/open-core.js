// @ts-check

import { unpack } from './gzip.js';
import { isCore } from './problem.js';

/**
 * Resolves with the core, unpacked if these bytes are gzip. Rejects with an Error whose
 * message completes a sentence: what the bytes are instead.
 * @param {ArrayBuffer} bytes
 * @returns {Promise<ArrayBuffer>}
 */
export async function openCore(bytes) {
  const unpacked = await unpack(bytes).catch(() => undefined);
  if (unpacked && (await isCore(unpacked))) return unpacked;
  throw new Error(whatElse(bytes, unpacked));
}

/**
 * @param {ArrayBuffer} bytes
 * @param {ArrayBuffer} [unpacked]
 */
function whatElse(bytes, unpacked) {
  if (!unpacked) {
    return globalThis.DecompressionStream
      ? 'is gzip that is damaged or cut off'
      : 'is gzip, which this browser cannot unpack: serve background-sync.wasm, too, and name it in option wasmURL';
  }
  if (firstBytes(unpacked).startsWith('\0asm')) {
    return 'is the core of another release than the script';
  }
  if (/^(\xef\xbb\xbf)?\s*</.test(firstBytes(bytes))) {
    return "is a web page: the server has no such file, and answers with the app's page";
  }
  return 'is not the core';
}

/**
 * The first bytes, each as a character.
 * @param {ArrayBuffer} bytes
 */
export function firstBytes(bytes) {
  return String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(16, bytes.byteLength)));
}
