// Loads the polyfill as <script src="/background-sync.js"></script> would, so that the page's address
// can choose: ?native does not load it, ?polyfill uses it even if the browser has native support.

/** Resolves when the script has run. Rejects if it cannot be loaded. */
function load(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${src} could not be loaded. Run “make build”, and reload the page.`));
    document.head.append(script);
  });
}

const query = new URLSearchParams(location.search);

/** @type {'automatic' | 'native' | 'polyfill'} */
export const mode = ['native', 'polyfill'].find((name) => query.has(name)) ?? 'automatic';

/** The worker must make the same choice, so each choice has a worker script with its own address. */
export const workerURL = mode === 'automatic' ? '/sw.js' : `/sw.js?${mode}`;

if (mode === 'polyfill') self.backgroundSyncPolyfillOptions = { force: true };

/** Resolves when the polyfill has run, or at once if it is not used. Rejects if it cannot be loaded. */
export const chosen = mode === 'native' ? Promise.resolve() : load('/background-sync.js');
