// A service worker with Serwist, which declares Background Sync itself.

import 'background-sync-polyfill/worker';
import { BackgroundSyncPlugin, BackgroundSyncQueue } from 'serwist';

declare const self: ServiceWorkerGlobalScope;

const queue = new BackgroundSyncQueue('outbox');
const plugin = new BackgroundSyncPlugin('outbox');

self.addEventListener('sync', (event) => {
  const tag: string = event.tag;
  if (event.lastChance) event.waitUntil(queue.replayRequests());
  else event.waitUntil(self.registration.sync.register(tag));
});
self.onsync = (event) => event.waitUntil(queue.replayRequests());

export const manager: SyncManager = self.registration.sync;
export { plugin };
