// Makes the app open offline; nothing here is about Background Sync.
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

  // What the cache answered is fetched again for the next visit. Offline that fails, and the copy stays.
  const refresh = async (path) => (await caches.open(CACHE)).add(path).catch(() => {});

  self.addEventListener('install', (event) => {
    event.waitUntil(keep());
    // A page that asked for ?native or ?polyfill waits for the worker of that choice.
    self.skipWaiting();
  });

  self.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    // The path decides, without the query: /?native is the same page. All else, /notes above all, goes to the network.
    if (request.method !== 'GET' || origin !== self.location.origin || !SHELL.includes(pathname)) return;
    event.respondWith(fromCache(pathname, request));
    event.waitUntil(refresh(pathname));
  });
}
