// Each module exports what its types declare.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const folder = dirname(createRequire(import.meta.url).resolve('background-sync-polyfill/package.json'));
const types = readFileSync(join(folder, 'types/functions.d.mts'), 'utf8');
const declared = [...types.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name);

for (const entry of ['fn', 'worker-fn']) {
  test(`background-sync-polyfill/${entry} exports what its types declare`, async () => {
    const module = await import(`background-sync-polyfill/${entry}`);
    assert.deepEqual(Object.keys(module).sort(), declared.sort());
  });
}

for (const entry of ['background-sync-polyfill', 'background-sync-polyfill/worker']) {
  test(`${entry} exports nothing, as its types declare`, async () => {
    assert.deepEqual(Object.keys(await import(entry)), []);
  });
}
