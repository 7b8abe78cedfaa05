import { GenerateSW } from 'workbox-webpack-plugin';

export default {
  mode: 'production',
  entry: './page.js',
  plugins: [
    new GenerateSW({
      importScripts: ['background-sync-worker.js'],
      skipWaiting: true,
      clientsClaim: true,
      runtimeCaching: [
        {
          urlPattern: '/api/notes',
          method: 'POST',
          handler: 'NetworkOnly',
          options: { backgroundSync: { name: 'notes' } },
        },
      ],
    }),
  ],
};
