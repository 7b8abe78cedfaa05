import { BackgroundSyncPlugin } from 'workbox-background-sync';
import { clientsClaim } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

self.skipWaiting();
clientsClaim();

const notes = new NetworkOnly({ plugins: [new BackgroundSyncPlugin('notes')] });
registerRoute('/api/notes', notes, 'POST');
