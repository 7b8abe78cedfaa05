// A page's program has nothing of the worker's.

import 'background-sync-polyfill';
import 'background-sync-polyfill/fn';

// @ts-expect-error -- a page has no such events
type Event = SyncEvent;
// @ts-expect-error -- nor what they are made of, which the page's library lacks
type Base = ExtendableEvent;
// @ts-expect-error -- nor the worker's scope
type Scope = ServiceWorkerGlobalScope;

// @ts-expect-error -- nor a handler for them
self.onsync = null;

export type { Base, Event, Scope };
