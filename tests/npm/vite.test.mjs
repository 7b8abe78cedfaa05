import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import backgroundSync from 'background-sync-polyfill/vite';
import * as vite from 'vite';
import * as vite5 from 'vite-5';
import { core, extracted } from './tarball.mjs';
import { CORE, makeApp, makeAppWithStaleCopy } from './vite-app.mjs';

// The plugin uses the environments of Vite 6 and later; Vite 5 is the oldest that the plugin supports.
for (const { version, build, createServer } of [vite, vite5]) {
  test(`The client's build with Vite ${version} has the core at its root, byte for byte`, async (t) => {
    const app = makeApp(t);
    await build({ ...app, base: '/sub/', build: { outDir: 'out/client' }, plugins: [backgroundSync()] });
    assert.ok(readFileSync(join(app.root, 'out/client', CORE)).equals(core));
    assert.deepEqual(readdirSync(join(app.root, 'out/client')).sort(), ['assets', CORE, 'index.html']);
  });

  test(`The client's build with Vite ${version} replaces an older core of the public directory`, async (t) => {
    const app = makeAppWithStaleCopy(t);
    await build({ ...app, plugins: [backgroundSync()] });
    assert.ok(readFileSync(join(app.root, 'dist', CORE)).equals(core));
    assert.equal(readFileSync(join(app.root, 'public', CORE), 'utf8'), 'the old core');
  });

  test(`A plugin that lists the output at the end of a build with Vite ${version} does not find the core`, async (t) => {
    const app = makeApp(t);
    let listed;
    const lister = {
      name: 'lister',
      closeBundle: async () => {
        await nextTurn();
        listed = readdirSync(join(app.root, 'dist')).sort();
      },
    };
    await build({ ...app, plugins: [backgroundSync(), lister] });
    assert.deepEqual(listed, ['assets', 'index.html']);
  });

  test(`A server's build with Vite ${version} has no core`, async (t) => {
    const app = makeApp(t);
    await build({ ...app, build: { ssr: 'server.js' }, plugins: [backgroundSync()] });
    assert.deepEqual(readdirSync(join(app.root, 'dist')), ['server.mjs']);
  });

  test(`A server's build with Vite ${version} that another plugin configures has no core`, async (t) => {
    const app = makeApp(t);
    // Some frameworks configure the server's build in this way.
    const config = () => ({ build: { ssr: true, rollupOptions: { input: join(app.root, 'server.js') } } });
    await build({ ...app, plugins: [backgroundSync(), { name: 'framework', config }] });
    assert.deepEqual(readdirSync(join(app.root, 'dist')), ['server.mjs']);
  });

  test(`A build with Vite ${version} that writes nothing or fails writes no core`, async (t) => {
    const app = makeApp(t);
    await build({ ...app, build: { write: false }, plugins: [backgroundSync()] });
    const failing = { name: 'failing', generateBundle: () => Promise.reject(new Error('failed')) };
    await assert.rejects(build({ ...app, plugins: [backgroundSync(), failing] }), /failed/);
    assert.ok(!existsSync(join(app.root, 'dist', CORE)));
  });

  test(`Vite ${version} serves the core in development, below the base and as it is`, async (t) => {
    const options = { ...makeApp(t), base: '/sub/', optimizeDeps: { noDiscovery: true } };
    const server = await createServer({ ...options, server: { port: 0 }, plugins: [backgroundSync()] });
    await server.listen();
    t.after(() => server.close());
    const origin = `http://localhost:${server.httpServer.address().port}`;

    const response = await fetch(`${origin}/sub/${CORE}?5eed`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Content-Type'), 'application/gzip');
    assert.equal(response.headers.get('Content-Encoding'), null);
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(core));

    for (const other of [`/${CORE}`, `/sub/deeper/${CORE}`, `/sub/${CORE}.map`, '/sub/']) {
      const { headers } = await fetch(origin + other);
      assert.notEqual(headers.get('Content-Type'), 'application/gzip', other);
    }
  });
}

test('A build with two outputs has the core in both, and a later build with the same plugin works after both are deleted', async (t) => {
  const app = makeApp(t);
  const plugins = [backgroundSync()];
  const output = ['one', 'two'].map((dir) => ({ dir: join(app.root, dir) }));
  await vite.build({ ...app, plugins, build: { rollupOptions: { output } } });
  for (const { dir } of output) {
    assert.ok(readFileSync(join(dir, CORE)).equals(core), dir);
    rmSync(dir, { recursive: true });
  }
  await vite.build({ ...app, plugins, build: { ssr: 'server.js' } });
});

test("A build of all environments has the core in the client's alone", async (t) => {
  const app = makeApp(t);
  const environments = {
    client: { build: { outDir: 'out/client' } },
    ssr: { build: { outDir: 'out/server', rollupOptions: { input: join(app.root, 'server.js') } } },
  };
  const builder = await vite.createBuilder({ ...app, builder: {}, environments, plugins: [backgroundSync()] });
  await builder.buildApp();
  assert.ok(existsSync(join(app.root, 'out/client', CORE)));
  assert.deepEqual(readdirSync(join(app.root, 'out/server')), ['server.mjs']);
});

test('vite preview serves the core of the output', async (t) => {
  const app = { ...makeApp(t), base: '/sub/', plugins: [backgroundSync()] };
  await vite.build(app);
  const server = await vite.preview({ ...app, preview: { port: 0 } });
  t.after(() => server.close());
  const response = await fetch(`http://localhost:${server.httpServer.address().port}/sub/${CORE}`);
  // The response is served as wasm with Content-Encoding gzip, so fetch() unpacks it.
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.ok(bytes.equals(readFileSync(join(extracted, 'dist/background-sync.wasm'))));
});
