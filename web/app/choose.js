// Stands in for <script src="/background-sync.js"></script>, so that the page's address can choose:
// ?native leaves the polyfill out, ?polyfill puts it to work even where native support exists.

function load(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${src} could not be loaded: is the polyfill built? Run “make build”.`));
    document.head.append(script);
  });
}

const query = new URLSearchParams(location.search);

/** @type {'automatic' | 'native' | 'polyfill'} */
export const mode = ['native', 'polyfill'].find((name) => query.has(name)) ?? 'automatic';

/** The worker has to make the same choice, so it is a worker of its own address. */
export const workerURL = mode === 'automatic' ? '/sw.js' : `/sw.js?${mode}`;

if (mode === 'polyfill') self.backgroundSyncPolyfillOptions = { force: true };

/** Settles once `registration.sync` is what it is going to be. */
export const chosen = mode === 'native' ? Promise.resolve() : load('/background-sync.js');
