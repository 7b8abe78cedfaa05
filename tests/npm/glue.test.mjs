// Go's wasm_exec.js, of which tools/glue.awk keeps only what the worker's script needs.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './tarball.mjs';

const goroot = execFileSync('go', ['env', 'GOROOT'], { cwd: repository, encoding: 'utf8' }).trim();
const glue = readFileSync(join(goroot, 'lib/wasm/wasm_exec.js'), 'utf8');
const cut = (input) => spawnSync('awk', ['-f', 'tools/glue.awk'], { cwd: repository, encoding: 'utf8', input });

test("the part of Go's glue that the build keeps has every function that the core imports", () => {
  const core = new WebAssembly.Module(readFileSync(join(repository, 'dist/background-sync.wasm')));
  const global = { fs: {} };
  new Function('globalThis', cut(glue).stdout)(global);
  const { gojs } = new global.Go().importObject;
  const missing = WebAssembly.Module.imports(core).filter(({ module, name }) => module !== 'gojs' || !gojs[name]);
  assert.deepEqual(missing, []);
});

test("no name that the build shortens occurs in Go's glue", () => {
  const names = readFileSync(join(repository, 'tools/internal-names.txt'), 'utf8').trim().split('\n');
  assert.deepEqual(
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(cut(glue).stdout)),
    [],
  );
});

for (const [what, from, to] of [
  ['a block is gone', 'if (!globalThis.path) {', 'if (needsPath) {'],
  ['a block has become another', '_gotest: {', 'tests: {'],
  ['the last block has no end', /"debug": [^]*/, '"debug": (value) => {'],
]) {
  test(`the build fails if an update of Go changes its glue: ${what}`, () => {
    const changed = glue.replace(from, to);
    assert.notEqual(changed, glue);
    const { status, stderr } = cut(changed);
    assert.equal(status, 1);
    assert.match(stderr, /wasm_exec\.js/);
  });
}
