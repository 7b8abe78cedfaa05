// A service worker of an app with declarations of its own, in the form of TypeScript's libraries, and with Workbox's.

/// <reference path="./own-declarations.d.ts" />

import 'background-sync-polyfill/worker';
import 'workbox-background-sync';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('sync', (event) => event.waitUntil(self.registration.sync.register(event.tag)));
self.onsync = (event) => event.waitUntil(self.registration.sync.getTags());

export const registered: Promise<void> = self.registration.sync.register('outbox');
