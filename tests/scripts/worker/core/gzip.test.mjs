// pack() and unpack(): the compression of the core. Node's compression streams are like those of browsers.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import test from 'node:test';
import { Realm } from '../../fake/realm.mjs';

const BYTES = new TextEncoder().encode('\0asm and so on, '.repeat(1_000));
const STREAMS = { ArrayBuffer, Blob, Response, CompressionStream, DecompressionStream };

const load = (globals) => new Realm(globals).import('worker/core/gzip.js');

test('pack() makes smaller gzip of the bytes, and unpack() restores them', async () => {
  const { pack, unpack } = await load(STREAMS);
  const packed = await pack(BYTES);
  assert.deepEqual([...new Uint8Array(packed, 0, 2)], [0x1f, 0x8b]);
  assert.ok(packed.byteLength < BYTES.length / 10);
  assert.deepEqual(new Uint8Array(await unpack(packed)), BYTES);
});

test('pack() and unpack() leave the bytes as they are in a browser without compression streams', async () => {
  const { pack, unpack } = await load({ ArrayBuffer, Response });
  const packed = await pack(BYTES);
  assert.deepEqual(new Uint8Array(packed), BYTES);
  assert.deepEqual(new Uint8Array(await unpack(packed)), BYTES);
});

test('pack() returns the bytes as they are if compressing fails, as without memory', async () => {
  class CompressionStream extends TransformStream {
    constructor() {
      super({
        transform() {
          throw new RangeError('out of memory');
        },
      });
    }
  }
  const { pack } = await load({ ...STREAMS, CompressionStream });
  assert.deepEqual(new Uint8Array(await pack(BYTES)), BYTES);
});

const cut = gzipSync(BYTES).subarray(0, 40);
const changed = gzipSync(BYTES);
changed[changed.length - 5] ^= 1;
for (const [what, damaged] of [
  ['cut off', cut.buffer.slice(cut.byteOffset, cut.byteOffset + cut.length)],
  ['changed by one bit', changed.buffer.slice(changed.byteOffset, changed.byteOffset + changed.length)],
  ['a string', 'no bytes'],
  ['null', null],
]) {
  test(`unpack() rejects for a packed core that is ${what}`, async () => {
    const { unpack } = await load(STREAMS);
    await assert.rejects(unpack(damaged));
  });
}
