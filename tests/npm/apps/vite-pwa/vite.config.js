import backgroundSync from 'background-sync-polyfill/vite';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export default defineConfig({
  plugins: [
    backgroundSync(),
    VitePWA({ strategies: 'injectManifest', srcDir: '.', filename: 'sw.js', manifest: { name: 'Notes' } }),
  ],
});
