import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export default defineConfig({
  plugins: [
    VitePWA({
      registerType: 'autoUpdate',
      manifest: { name: 'Notes' },
      workbox: {
        importScripts: ['background-sync-worker.js'],
        runtimeCaching: [
          {
            urlPattern: '/api/notes',
            method: 'POST',
            handler: 'NetworkOnly',
            options: { backgroundSync: { name: 'notes' } },
          },
        ],
      },
    }),
  ],
});
