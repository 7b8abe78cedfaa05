// A service worker with the package of Serwist for background sync alone, which is written for Workbox users.

import 'background-sync-polyfill/worker';
import { BackgroundSyncPlugin, Queue } from '@serwist/background-sync';

declare const self: ServiceWorkerGlobalScope;

const queue = new Queue('outbox');
const plugin = new BackgroundSyncPlugin('outbox');

self.addEventListener('sync', (event) => {
  const tag: string = event.tag;
  if (event.lastChance) event.waitUntil(queue.replayRequests());
  else event.waitUntil(self.registration.sync.register(tag));
});
self.onsync = (event) => event.waitUntil(queue.replayRequests());

export const manager: SyncManager = self.registration.sync;
export { plugin };
