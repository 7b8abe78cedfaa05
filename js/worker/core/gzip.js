// @ts-check

/**
 * Resolves with the bytes compressed by gzip. If that fails, or the browser cannot do so
 * (before Firefox 113, Safari 16.4), resolves with the bytes as they are.
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
 * Resolves with the unpacked bytes, or with the bytes as they are if they are not gzip.
 * Rejects if the gzip is damaged, and if the argument is no ArrayBuffer.
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
