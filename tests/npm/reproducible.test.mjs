import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { core, repository, tarball, temporaryDirectory } from './tarball.mjs';

test('The tarball has the same bytes if the packed files have other permissions and dates', (t) => {
  const checkout = temporaryDirectory(t);
  const sources = ['npm', 'dist', 'tools/package.sh', 'README.md', 'LICENSE', 'NOTICE'];
  for (const source of sources) cpSync(join(repository, source), join(checkout, source), { recursive: true });
  execFileSync('chmod', ['-R', 'go=', checkout]);
  for (const path of readdirSync(checkout, { recursive: true })) utimesSync(join(checkout, path), 1, 1);

  execFileSync('sh', ['-c', 'umask 077 && exec sh tools/package.sh'], { cwd: checkout });
  const packed = readFileSync(join(checkout, 'build', basename(tarball)));
  assert.ok(packed.equals(readFileSync(tarball)));
});

test('The core is compressed without a file name or a date', () => {
  const [flags, ...date] = core.subarray(3, 8);
  assert.equal(flags, 0);
  assert.deepEqual(date, [0, 0, 0, 0]);
});
