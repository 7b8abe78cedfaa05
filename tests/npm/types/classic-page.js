// A page's classic script, behind <script src="/background-sync.js"></script>.

/// <reference types="background-sync-polyfill" />

self.backgroundSyncPolyfillOptions = { force: true };

navigator.serviceWorker.ready.then(async (registration) => {
  /** @type {Promise<void>} */
  const registered = registration.sync.register('outbox');
  await registered;
  /** @type {string[]} */
  const tags = await registration.sync.getTags();
  /** @type {string | undefined} */
  const version = self.backgroundSyncPolyfill?.version;
  console.log(tags, version, window.SyncManager);
  // @ts-expect-error -- a tag is a string
  void registration.sync.register(1);
});

// @ts-expect-error -- there is no such option
self.backgroundSyncPolyfillOptions = { forced: true };
