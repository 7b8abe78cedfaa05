// A page's module: the app applies the package.

import { apply, isPolyfilled, isSupported, version } from 'background-sync-polyfill/fn';
import type { BackgroundSyncPolyfillOptions } from 'background-sync-polyfill/fn';

const options: BackgroundSyncPolyfillOptions = { takeOverBroken: true };
const supported: boolean = isSupported();
if (!supported) apply(options);
apply();
const applied: boolean = isPolyfilled();
const ours: string = version;

const registration = await navigator.serviceWorker.ready;
const registered: Promise<void> = registration.sync.register('outbox');
const tags: Promise<string[]> = registration.sync.getTags();
const theirs: string | undefined = self.backgroundSyncPolyfill?.version;

// @ts-expect-error -- there is no such option
apply({ forced: true });
// @ts-expect-error -- nothing is returned
const result: boolean = apply();
// @ts-expect-error -- the global is not read: apply() takes the options
self.backgroundSyncPolyfillOptions = options;

export { applied, ours, registered, result, tags, theirs };
