// A service worker's classic script with @types/serviceworker, which makes the names of the worker's scope global.

/// <reference types="background-sync-polyfill/worker" />

self.backgroundSyncPolyfillOptions = { maxAttempts: 5 };

addEventListener('sync', (event) => {
  /** @type {string} */
  const tag = event.tag;
  /** @type {boolean} */
  const lastChance = event.lastChance;
  event.waitUntil(registration.sync.register(lastChance ? 'again' : tag));
});
onsync = (event) => event.waitUntil(Promise.resolve(event.tag));
self.onsync = null;

// @ts-expect-error -- a handler is a function
onsync = 'outbox';
// @ts-expect-error -- there is no such option
self.backgroundSyncPolyfillOptions = { retries: 5 };
