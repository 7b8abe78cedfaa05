// @ts-check

/**
 * Compresses bytes with gzip, where the browser can (Firefox 113, Safari 16.4).
 * Otherwise, and if that fails, the bytes stay as they are.
 * @param {BufferSource} bytes
 * @returns {Promise<ArrayBuffer>}
 */
export async function pack(bytes) {
  try {
    return await through(bytes, new CompressionStream('gzip'));
  } catch {
    return new Response(bytes).arrayBuffer();
  }
}

/**
 * Returns what was packed, or the bytes themselves if they are not gzip. Rejects if
 * they are damaged, or no bytes.
 * @param {unknown} packed
 * @returns {Promise<ArrayBuffer>}
 */
export async function unpack(packed) {
  if (!(packed instanceof ArrayBuffer)) throw new TypeError('no ArrayBuffer');
  const [first, second] = new Uint8Array(packed);
  return first === 0x1f && second === 0x8b ? through(packed, new DecompressionStream('gzip')) : packed;
}

/**
 * @param {BufferSource} bytes
 * @param {GenericTransformStream} stream
 */
function through(bytes, stream) {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
}
