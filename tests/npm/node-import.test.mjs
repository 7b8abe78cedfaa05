import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Imports an entry in a new Node process, which must end by itself, and returns what the import has
 * changed there.
 */
function importUnderNode(entry) {
  const program = `
    import { writeSync } from 'node:fs';
    const globals = Reflect.ownKeys(globalThis);
    const { apply, isSupported, isPolyfilled } = await import('${entry}');
    apply?.();
    // Wait until Node has closed the files that it has read.
    while (process.getActiveResourcesInfo().some((kind) => kind.endsWith('Req'))) await new Promise(setImmediate);
    writeSync(1, JSON.stringify({
      globals: Reflect.ownKeys(globalThis).filter((key) => !globals.includes(key)).map(String),
      resources: process.getActiveResourcesInfo(),
      answers: [isSupported?.(), isPolyfilled?.()],
    }));`;
  // The timeout is for an import that hangs.
  const options = { cwd: here, encoding: 'utf8', timeout: 60_000 };
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], options));
}

for (const entry of ['background-sync-polyfill', 'background-sync-polyfill/worker', 'background-sync-polyfill/vite']) {
  test(`C59: ${entry} imported under Node adds no global and does not keep Node alive`, () => {
    assert.deepEqual(importUnderNode(entry), { globals: [], resources: [], answers: [null, null] });
  });
}

for (const entry of ['background-sync-polyfill/fn', 'background-sync-polyfill/worker-fn']) {
  test(`C59: apply() of ${entry} does nothing under Node, and isSupported() and isPolyfilled() are false`, () => {
    assert.deepEqual(importUnderNode(entry), { globals: [], resources: [], answers: [false, false] });
  });
}
