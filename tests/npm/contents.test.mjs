import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { extracted, files, manifest } from './tarball.mjs';

const applyThemselves = [
  'dist/background-sync-worker.js',
  'dist/background-sync-worker.mjs',
  'dist/background-sync.js',
  'dist/background-sync.mjs',
];

test('The tarball holds these files and no other', () => {
  assert.deepEqual(files, [
    'LICENSE',
    'NOTICE',
    'README.md',
    'cli.mjs',
    'dist/background-sync-fn.mjs',
    'dist/background-sync-worker-fn.mjs',
    'dist/background-sync-worker.js',
    'dist/background-sync-worker.mjs',
    'dist/background-sync.js',
    'dist/background-sync.mjs',
    'dist/background-sync.wasm',
    'dist/background-sync.wasm.gz',
    'package.json',
    'types/fn.d.mts',
    'types/functions.d.mts',
    'types/global-options.d.mts',
    'types/global-version.d.mts',
    'types/index.d.mts',
    'types/options.d.mts',
    'types/sync-event.d.mts',
    'types/sync-manager.d.mts',
    'types/worker-fn.d.mts',
    'types/worker-scope.d.mts',
    'types/worker.d.mts',
    'vite.d.mts',
    'vite.mjs',
  ]);
});

test('Only the command can be executed', () => {
  const executable = files.filter((file) => statSync(join(extracted, file)).mode & 0o100);
  assert.deepEqual(executable, ['cli.mjs']);
});

test('Installing the package runs nothing, and installs nothing else', () => {
  const keys = Object.keys(manifest);
  assert.deepEqual(
    keys.filter((key) => key === 'scripts' || /dependencies$/i.test(key)),
    [],
  );
});

test('Bundlers may drop every file but those that apply themselves', () => {
  assert.deepEqual(
    manifest.sideEffects.toSorted(),
    applyThemselves.map((file) => `./${file}`),
  );
});

test('Every file that package.json names is there, and types come first', () => {
  const { main, types, bin, exports } = manifest;
  const named = [main, types, ...Object.values(bin), ...manifest.sideEffects];
  for (const [entry, target] of Object.entries(exports)) {
    if (typeof target === 'object') assert.equal(Object.keys(target)[0], 'types', entry);
    named.push(...(typeof target === 'object' ? Object.values(target) : [target]));
  }
  // The entry ./dist/* stands for every file of dist/.
  const missing = named.filter((path) => !existsSync(join(extracted, path.replace(/\*$/, ''))));
  assert.deepEqual(missing, []);
});

test('Each script has the version of package.json', async () => {
  const { version } = await import('background-sync-polyfill/fn');
  const worker = await import('background-sync-polyfill/worker-fn');
  assert.equal(version, manifest.version);
  assert.equal(worker.version, manifest.version);
  for (const file of applyThemselves) {
    assert.ok(readFileSync(join(extracted, file), 'utf8').includes(`"${manifest.version}"`), file);
  }
});
