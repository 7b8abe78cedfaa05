// The package's page types declare nothing of the worker.

import 'background-sync-polyfill';
import 'background-sync-polyfill/fn';

// @ts-expect-error -- a page has no sync events
type Event = SyncEvent;
// @ts-expect-error -- a page has no ExtendableEvent
type Base = ExtendableEvent;
// @ts-expect-error -- a page has no ServiceWorkerGlobalScope
type Scope = ServiceWorkerGlobalScope;

// @ts-expect-error -- a page has no onsync
self.onsync = null;

export type { Base, Event, Scope };
