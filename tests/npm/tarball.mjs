// The package under test: the tarball, its files, and temporary directories for tests.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
const version = JSON.parse(readFileSync(join(repository, 'npm/package.json'), 'utf8')).version;
export const tarball = join(repository, `build/background-sync-polyfill-${version}.tgz`);

/** Where tools/test-package.sh has extracted the tarball, so that tests can import the package by its name. */
export const extracted = dirname(fileURLToPath(import.meta.resolve('background-sync-polyfill/package.json')));
export const manifest = JSON.parse(readFileSync(join(extracted, 'package.json'), 'utf8'));
export const core = readFileSync(join(extracted, 'dist/background-sync.wasm.gz'));
/** The path of each file in the package. */
export const files = readdirSync(extracted, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(extracted.length + 1))
  .sort();

/** Makes a directory that is removed after the test. */
export function temporaryDirectory(t) {
  const directory = mkdtempSync(join(tmpdir(), 'background-sync-polyfill-'));
  t.after(() => rmSync(directory, { recursive: true }));
  return directory;
}
