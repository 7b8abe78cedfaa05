// A small app for the tests of the Vite plugin.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './tarball.mjs';

export const CORE = 'background-sync.wasm.gz';

/** Writes the app's sources, and returns the options that every call of Vite takes. */
export function makeApp(t) {
  const root = temporaryDirectory(t);
  symlinkSync(join(dirname(fileURLToPath(import.meta.url)), 'node_modules'), join(root, 'node_modules'));
  const sources = {
    'index.html':
      '<!doctype html><html><head></head><body><script type="module" src="/main.js"></script></body></html>',
    'main.js': "import 'background-sync-polyfill';",
    'server.js': "export { isSupported } from 'background-sync-polyfill/fn';",
    'sw.js': "import 'background-sync-polyfill/worker';\nself.precached = self.__WB_MANIFEST;",
  };
  for (const [name, source] of Object.entries(sources)) writeFileSync(join(root, name), source);
  return { root, configFile: false, logLevel: 'silent' };
}

/** Makes an app that has an older core in its public directory. */
export function makeAppWithStaleCopy(t) {
  const app = makeApp(t);
  mkdirSync(join(app.root, 'public'));
  writeFileSync(join(app.root, 'public', CORE), 'the old core');
  return app;
}
