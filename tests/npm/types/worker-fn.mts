// A service worker's module: the app applies the package.

import { apply, isPolyfilled, isSupported, version } from 'background-sync-polyfill/worker-fn';
import type { BackgroundSyncPolyfillOptions } from 'background-sync-polyfill/worker-fn';

declare const self: ServiceWorkerGlobalScope;

const options: BackgroundSyncPolyfillOptions = { maxAttempts: 5 };
const supported: boolean = isSupported();
apply();
apply(options);
const applied: boolean = isPolyfilled();
const ours: string = version;
const theirs: string | undefined = self.backgroundSyncPolyfill?.version;

self.addEventListener('sync', (event) => event.waitUntil(self.registration.sync.register(event.tag)));

// @ts-expect-error -- there is no such option
apply({ retries: 5 });
// @ts-expect-error -- the global is not read: apply() takes the options
self.backgroundSyncPolyfillOptions = options;

export { applied, ours, supported, theirs };
