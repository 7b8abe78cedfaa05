// A dedicated worker's module: it loads what a page does.

import 'background-sync-polyfill';

declare const registration: ServiceWorkerRegistration;

export const registered: Promise<void> = registration.sync.register('outbox');
export const version: string | undefined = self.backgroundSyncPolyfill?.version;
self.backgroundSyncPolyfillOptions = { force: true };

// @ts-expect-error -- sync events are the service worker's
self.addEventListener('sync', (event: SyncEvent) => event.waitUntil(registered));
