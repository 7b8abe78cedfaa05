// README's table of the options agrees with the options' types.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const [table] = read('README.md').split('\n### Options\n')[1].split('\n### ');
const rows = [...table.matchAll(/^\| `(\w+)` \|(.*)\|$/gm)].map(([, name, cells]) => {
  const [value, unit, , readBy] = cells.split(' | ').map((cell) => cell.trim());
  return { name, value, unit, readBy };
});
const members = [...read('npm/types/options.d.mts').matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s+(\w+)\?:/g)].map(
  ([, comment, name]) => ({ name, comment: comment.replace(/\s+\* ?/g, ' ') }),
);

test('README and the types name the same options', () => {
  assert.ok(rows.length > 0, 'README.md has no table of the options');
  assert.deepEqual(
    rows.map(({ name }) => name),
    members.map(({ name }) => name),
  );
});

for (const { name, value, unit, readBy } of rows) {
  test(`README and the types tell the same default, unit and reader of ${name}`, () => {
    const { comment = '' } = members.find((member) => member.name === name) ?? {};
    const [, plain] = /^`(true|false|\d+)`$/.exec(value) ?? [];
    const [, documented] = /@default (\S+)/.exec(comment) ?? [];
    if (plain) assert.equal(documented?.replaceAll('_', ''), plain, 'the default');
    assert.equal(comment.includes('milliseconds'), unit === 'ms', 'the unit');
    assert.equal(comment.includes('Read by the worker.'), readBy === 'worker', 'who reads it');
  });
}
