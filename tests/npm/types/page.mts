// A page's module: the package applies itself.

import 'background-sync-polyfill';
import type { BackgroundSyncPolyfillOptions } from 'background-sync-polyfill';

const registration = await navigator.serviceWorker.ready;
const manager: SyncManager = registration.sync;
const registered: Promise<void> = registration.sync.register('outbox');
const tags: Promise<string[]> = registration.sync.getTags();
const isThere: boolean = 'SyncManager' in self && manager instanceof SyncManager;
const version: string | undefined = self.backgroundSyncPolyfill?.version;

const options: BackgroundSyncPolyfillOptions = {
  force: true,
  takeOverBroken: true,
  disabled: undefined,
};
self.backgroundSyncPolyfillOptions = options;

// @ts-expect-error -- a tag is a string
void registration.sync.register(1);
// @ts-expect-error -- a tag must be given
void registration.sync.register();
// @ts-expect-error -- nothing is in the promise
const nothing: Promise<string> = registration.sync.register('outbox');
// @ts-expect-error -- the manager is the browser's to give
registration.sync = manager;
// @ts-expect-error -- there is no such option
self.backgroundSyncPolyfillOptions = { forced: true };
// @ts-expect-error -- an option has a type
self.backgroundSyncPolyfillOptions = { force: 'yes' };
// @ts-expect-error -- the polyfill may not have run
const missing: string = self.backgroundSyncPolyfill.version;

export { isThere, missing, nothing, registered, tags, version };
