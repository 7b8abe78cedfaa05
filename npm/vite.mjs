// The Vite plugin: the core is at the root of the app, in development and in the client's build.

import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'background-sync.wasm.gz';
const core = new URL(`./dist/${FILE}`, import.meta.url);

export default function backgroundSync() {
  let config;
  const targets = new Set();

  return {
    name: 'background-sync-polyfill',
    configResolved(resolved) {
      config = resolved;
    },
    configureServer(server) {
      const path = config.base + FILE;
      server.middlewares.use((request, response, next) => {
        if (request.url.split('?')[0] !== path) return next();
        response.setHeader('Content-Type', 'application/gzip');
        response.end(readFileSync(core));
      });
    },
    // Browsers with native support never need the core, so nothing may precache it. vite-plugin-pwa
    // lists what is in the output when the bundle is closed: the core is written after that, and
    // one that an earlier build or the public directory has left is removed before.
    writeBundle({ dir }) {
      // Vite 5 has no environments.
      const { build } = this.environment?.config ?? config;
      if (build.ssr) return;
      const target = join(dir, FILE);
      targets.add(target);
      rmSync(target, { force: true });
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        // A server's build has no target, nor has one that has written nothing.
        for (const target of targets) copyFileSync(core, target);
        targets.clear();
      },
    },
  };
}
