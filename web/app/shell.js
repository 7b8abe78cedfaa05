// Caches the app's files, so that the app opens offline. Background Sync does not need this file.
{
  const CACHE = 'outbox-shell';
  const SHELL = [
    '/',
    '/app.css',
    '/app.js',
    '/choose.js',
    '/outbox.js',
    '/support.js',
    '/view.js',
    '/registration.js',
    '/background-sync.js',
    '/icon.svg',
    '/manifest.webmanifest',
  ];

  const keep = async () => (await caches.open(CACHE)).addAll(SHELL);

  const fromCache = async (path, request) => (await caches.match(path)) ?? fetch(request);

  // After an answer from the cache, the file is fetched for the next visit. Offline that fails, and the old copy stays.
  const refresh = async (path) => (await caches.open(CACHE)).add(path).catch(() => {});

  self.addEventListener('install', (event) => {
    event.waitUntil(keep());
    // A page that has changed to ?native or ?polyfill waits until this worker is active.
    self.skipWaiting();
  });

  self.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    // Only the path counts, because /?native is the same page as /. Other requests, such as /notes, go to the network.
    if (request.method !== 'GET' || origin !== self.location.origin || !SHELL.includes(pathname)) return;
    event.respondWith(fromCache(pathname, request));
    event.waitUntil(refresh(pathname));
  });
}
