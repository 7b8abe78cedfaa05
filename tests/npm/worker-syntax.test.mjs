import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { extracted, files } from './tarball.mjs';

const workerFiles = files.filter((file) => /^dist\/background-sync-worker.*js$/.test(file));

test('The worker has a classic script and two modules', () => {
  assert.equal(workerFiles.length, 3);
});

for (const file of workerFiles) {
  test(`${file} has no import(), no import.meta and no top-level await, which workers or bundlers refuse`, () => {
    const found = [];
    const sourceType = file.endsWith('.mjs') ? 'module' : 'script';
    const program = parse(readFileSync(join(extracted, file), 'utf8'), { ecmaVersion: 2022, sourceType });
    fullAncestor(program, (node, _state, ancestors) => {
      const isImport = node.type === 'ImportExpression' || node.meta?.name === 'import';
      const isAwait = node.type === 'AwaitExpression' || node.await;
      const isTopLevel = !ancestors.some(({ type }) => type.includes('Function'));
      if (isImport || (isAwait && isTopLevel)) found.push(node.type);
    });
    assert.deepEqual(found, []);
  });
}
