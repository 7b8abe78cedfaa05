// The modules that users download with every page. A new module must be added to the list here.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './tarball.mjs';

/** The modules of which this file of dist/ contains code. */
function modulesOf(file) {
  const { outputs } = JSON.parse(readFileSync(join(repository, `build/${file}.json`), 'utf8'));
  const { inputs } = outputs[`dist/${file}`];
  return Object.keys(inputs)
    .filter((path) => inputs[path].bytesInOutput > 0)
    .sort();
}

/** The modules of js/shared that the page's script uses. */
const SHARED = `
  core-copies disabled-backend errors given-options idb/indexed-db idb/registrations installed-version
  native/detect native/fallback native/migrate network options permissions protocol request safe-define
  sha256 sync-manager tag-lock timeout unregister version web-assembly web-idl
`;

test("a page's script has its own modules and the shared modules that this test lists, and no others", () => {
  const own = readdirSync(join(repository, 'js/page')).filter((file) => file.endsWith('.js') && file !== 'fn.js');
  const expected = [
    ...own.map((file) => `js/page/${file}`),
    ...SHARED.trim()
      .split(/\s+/)
      .map((name) => `js/shared/${name}.js`),
    'tools/global-object.mjs',
  ];
  assert.deepEqual(modulesOf('background-sync.js'), expected.sort());
});

test('js/shared has only modules that both halves use', () => {
  const page = modulesOf('background-sync-fn.mjs');
  const worker = modulesOf('background-sync-worker-fn.mjs');
  const shared = [...new Set([...page, ...worker])].filter((path) => path.startsWith('js/shared/'));
  assert.deepEqual(
    shared.filter((path) => !page.includes(path) || !worker.includes(path)),
    [],
  );
});
