import { gunzipSync } from 'node:zlib';

/** What unpacks gzip in a worker: at once, rather than in a thread of Node for which a virtual clock would not wait. */
export class DecompressionStream extends TransformStream {
  constructor() {
    const chunks = [];
    super({
      transform: (chunk) => void chunks.push(chunk),
      flush: (controller) => controller.enqueue(new Uint8Array(gunzipSync(Buffer.concat(chunks)))),
    });
  }
}
