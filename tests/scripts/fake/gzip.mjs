import { gunzipSync } from 'node:zlib';

/**
 * Stands in for the browser's DecompressionStream. Unpacks at once, since the fake clock would not
 * wait for a thread of Node.
 */
export class DecompressionStream extends TransformStream {
  constructor() {
    const chunks = [];
    super({
      transform: (chunk) => void chunks.push(chunk),
      flush: (controller) => controller.enqueue(new Uint8Array(gunzipSync(Buffer.concat(chunks)))),
    });
  }
}
