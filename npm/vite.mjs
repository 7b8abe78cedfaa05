// The Vite plugin. It puts the core at the root of the client's build, and serves it in development.

import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'background-sync.wasm.gz';
const core = new URL(`./dist/${FILE}`, import.meta.url);

/** Returns the plugin. It has no options. vite.d.mts documents it for apps. */
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
    // The core must not be precached, because browsers with native support never need it. In its own
    // closeBundle hook, vite-plugin-pwa precaches the files in the output folder. So here a core that an
    // earlier build or the public folder has left is removed, and the core is copied after that hook.
    writeBundle({ dir }) {
      // Vite 5 has no environments, so `this.environment` is undefined there.
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
        // `targets` is empty if this was a server's build, or if nothing was written.
        for (const target of targets) copyFileSync(core, target);
        targets.clear();
      },
    },
  };
}
