// The file to which Go writes its output, and the constants that Go reads when it starts.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Realm } from '../../fake/realm.mjs';

async function open() {
  const printed = [];
  const realm = new Realm({ TextDecoder, Proxy, console: { log: (line) => printed.push(line) } });
  const { createConsoleFile } = await realm.import('worker/core/console-file.js');
  return { file: createConsoleFile(), printed };
}

const bytes = (text) => new TextEncoder().encode(text);

test("Go's output reaches the console when a line is complete", async () => {
  const { file, printed } = await open();
  assert.equal(file.writeSync(2, bytes('panic: ')), 7);
  assert.deepEqual(printed, []);
  assert.equal(file.writeSync(2, bytes('no core\n\ngoroutine 1')), 20);
  assert.deepEqual(printed, ['panic: no core\n']);
  file.writeSync(2, bytes(' [running]:\n'));
  assert.deepEqual(printed, ['panic: no core\n', 'goroutine 1 [running]:']);
});

test('a character that Go writes in two parts reaches the console whole', async () => {
  const { file, printed } = await open();
  const [first, ...rest] = bytes('é\n');
  file.writeSync(2, Uint8Array.of(first));
  file.writeSync(2, Uint8Array.from(rest));
  assert.deepEqual(printed, ['é']);
});

test("a write of Go's package os is answered with the number of bytes", async () => {
  const { file, printed } = await open();
  const answers = [];
  file.write(1, bytes('line\n'), 0, 5, null, (...answer) => answers.push(answer));
  assert.deepEqual(answers, [[null, 5]]);
  assert.deepEqual(printed, ['line']);
});

test("every constant of Go's file system is a number, even one that only a later Go knows", async () => {
  const { file } = await open();
  for (const name of ['O_WRONLY', 'O_DIRECTORY', 'one of a later Go']) assert.equal(file.constants[name], -1);
});
