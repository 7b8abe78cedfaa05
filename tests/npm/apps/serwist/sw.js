import 'background-sync-polyfill/worker';
import { BackgroundSyncPlugin, NetworkOnly, Serwist } from 'serwist';

const serwist = new Serwist({
  skipWaiting: true,
  clientsClaim: true,
  runtimeCaching: [
    {
      matcher: ({ url }) => url.pathname === '/api/notes',
      method: 'POST',
      handler: new NetworkOnly({ plugins: [new BackgroundSyncPlugin('notes')] }),
    },
  ],
});
serwist.addEventListeners();
