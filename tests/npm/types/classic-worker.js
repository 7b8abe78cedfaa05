// A service worker's classic script, behind importScripts('/background-sync-worker.js').

/// <reference types="background-sync-polyfill/worker" />

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

self.backgroundSyncPolyfillOptions = { maxAttempts: 5 };

worker.addEventListener('sync', (event) => {
  /** @type {string} */
  const tag = event.tag;
  /** @type {boolean} */
  const lastChance = event.lastChance;
  event.waitUntil(worker.registration.sync.register(lastChance ? 'again' : tag));
  // @ts-expect-error -- there is no such member
  void event.attempt;
});
onsync = (event) => event.waitUntil(Promise.resolve(event.tag));

// @ts-expect-error -- there is no such option
self.backgroundSyncPolyfillOptions = { retries: 5 };
