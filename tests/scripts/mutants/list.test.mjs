// Each mutant still fits the scripts. `make mutants` would find a mutant that does not, but takes too long.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { mutants } from './list.mjs';

test('the line that each mutant breaks stands in its file exactly once', () => {
  for (const { owner, mutant } of mutants) {
    const [file, from] = mutant;
    const source = readFileSync(new URL(`../../../js/${file}`, import.meta.url), 'utf8');
    assert.equal(source.split(from).length - 1, 1, `${owner}: ${file}: «${from}»`);
  }
});
