// A service worker's module: the package applies itself.

import 'background-sync-polyfill/worker';
import type { BackgroundSyncPolyfillOptions } from 'background-sync-polyfill/worker';

declare const self: ServiceWorkerGlobalScope;

const options: BackgroundSyncPolyfillOptions = { maxAttempts: 5 };
self.backgroundSyncPolyfillOptions = options;

self.addEventListener('sync', (event) => {
  const tag: string = event.tag;
  const lastChance: boolean = event.lastChance;
  event.waitUntil(self.registration.sync.register(lastChance ? 'again' : tag));
  // @ts-expect-error -- the event is the browser's to describe
  event.tag = '';
  // @ts-expect-error -- there is no such member
  void event.attempt;
});
self.onsync = (event) => event.waitUntil(Promise.resolve(event.tag));
self.onsync = null;

const made: SyncEvent = new SyncEvent('sync', {
  tag: 'outbox',
  lastChance: true,
});
const waits: ExtendableEvent = made;
const tags: Promise<string[]> = self.registration.sync.getTags();
const version: string | undefined = self.backgroundSyncPolyfill?.version;

// @ts-expect-error -- an event has a tag
new SyncEvent('sync');
// @ts-expect-error -- an event has a tag
new SyncEvent('sync', {});
// @ts-expect-error -- a handler is a function
self.onsync = 'outbox';
// @ts-expect-error -- a handler takes a SyncEvent
self.onsync = (event: FetchEvent) => event.respondWith(fetch('/'));
// @ts-expect-error -- there is no such option
self.backgroundSyncPolyfillOptions = { retries: 5 };

export { tags, version, waits };
