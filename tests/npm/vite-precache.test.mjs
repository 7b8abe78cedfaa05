import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import backgroundSync from 'background-sync-polyfill/vite';
import { build } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { CORE, makeApp, makeAppWithStaleCopy } from './vite-app.mjs';

const globPatterns = ['**/*'];

const strategies = {
  injectManifest: { strategies: 'injectManifest', srcDir: '.', injectManifest: { globPatterns } },
  generateSW: { strategies: 'generateSW', workbox: { globPatterns } },
};

/** Builds an app with vite-plugin-pwa, and returns the addresses that its worker precaches. */
async function precached({ root, ...app }, options, plugins) {
  const integration = { configureCustomSWViteBuild: (config) => Object.assign(config, { logLevel: 'silent' }) };
  const pwa = VitePWA({ filename: 'sw.js', injectRegister: null, integration, ...options });
  await build({ root, ...app, plugins: plugins(pwa) });
  assert.ok(existsSync(join(root, 'dist', CORE)));
  const worker = readFileSync(join(root, 'dist/sw.js'), 'utf8');
  return Array.from(worker.matchAll(/\burl["']?:\s*["'`]([^"'`]+)["'`]/g), ([, url]) => url);
}

for (const [name, options] of Object.entries(strategies)) {
  for (const [order, plugins] of [
    ['before', (pwa) => [backgroundSync(), pwa]],
    ['after', (pwa) => [pwa, backgroundSync()]],
  ]) {
    test(`vite-plugin-pwa's ${name} precaches **/* without the core, with our plugin ${order} it`, async (t) => {
      const urls = await precached(makeApp(t), options, plugins);
      assert.ok(urls.includes('index.html'), urls.join());
      assert.ok(!urls.includes(CORE), urls.join());
    });
  }
}

test('The precache has no core of an earlier build or of the public directory', async (t) => {
  const app = { ...makeAppWithStaleCopy(t), build: { emptyOutDir: false } };
  for (let builds = 0; builds < 2; builds++) {
    const urls = await precached(app, strategies.injectManifest, (pwa) => [backgroundSync(), pwa]);
    assert.ok(!urls.includes(CORE), urls.join());
  }
});
