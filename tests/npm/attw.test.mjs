import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tarball } from './tarball.mjs';

const attw = fileURLToPath(new URL('node_modules/.bin/attw', import.meta.url));
// These entries are files to serve, so they have no types.
const untyped = ['./background-sync.wasm', './background-sync.wasm.gz', './dist/*'];

test('are-the-types-wrong finds that every entry has types which TypeScript resolves', () => {
  const { status, stdout, stderr } = spawnSync(
    attw,
    [tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-color', '--exclude-entrypoints', ...untyped],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stdout + stderr);
});
