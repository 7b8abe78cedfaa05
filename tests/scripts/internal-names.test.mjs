// The names that the build shortens in every bundle must have no meaning outside the scripts.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** Reads the files below a folder of the repository whose names end so. */
const filesIn = (folder, ending) =>
  readdirSync(new URL(folder, root), { recursive: true })
    .filter((file) => file.endsWith(ending))
    .map((file) => read(`${folder}/${file}`));

const withoutComments = (text) => text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
const typescript = 'tools/node_modules/@typescript';
const wordsOf = (texts) => new Set(texts.join('\n').match(/[\w$]+/g));
const names = read('tools/internal-names.txt').trim().split('\n');
const scripts = filesIn('js', '.js').map(withoutComments).join('\n');

test('each name that the build shortens is a property in the scripts, and is listed once, in order', () => {
  const unused = names.filter((name) => !new RegExp(`(\\.|\\bget |\\basync |[{,]\\s+|  )${name}\\b`).test(scripts));
  assert.deepEqual(unused, []);
  // Names in capitals are left out, since they may be variables in the environment that Go is given.
  assert.deepEqual(
    names.filter((name) => !/^[a-z]+[A-Za-z]*$/.test(name)),
    [],
  );
  assert.deepEqual(names, [...new Set(names)].sort());
});

for (const [what, words] of Object.entries({
  'the types of JavaScript and of browsers': wordsOf(filesIn(typescript, '.d.ts').map(withoutComments)),
  'the core': wordsOf([...filesIn('wasm', '.go').map(withoutComments), read('js/worker/core/go-exports.d.ts')]),
  'the package’s types': wordsOf(filesIn('npm', '.mts').map(withoutComments)),
  'the messages between page and worker': wordsOf([read('js/shared/protocol.js')]),
  'the stored data': wordsOf([
    read('docs/design.md').split('\n## Stored data\n')[1].split('\n## ')[0],
    read('wasm/idbstore/schema.go'),
  ]),
  'the globals that the scripts declare': wordsOf(filesIn('js', 'globals.d.ts')),
  'the strings of the scripts, by which properties may be read': wordsOf(scripts.match(/(['"`])[\w$]+\1/g)),
})) {
  test(`no name that the build shortens occurs in ${what}`, () => {
    assert.ok(words.size > 5, 'no words were found');
    assert.deepEqual(
      names.filter((name) => words.has(name)),
      [],
    );
  });
}
