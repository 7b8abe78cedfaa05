// SyncEvent and its handlers, for service workers. This file needs the library `webworker` or @types/serviceworker.

declare global {
  /** The second argument of `new SyncEvent()`, which an app's tests may call. */
  interface SyncEventInit extends ExtendableEventInit {
    /** @default false */
    lastChance?: boolean;
    tag: string;
  }

  /**
   * Fires at the service worker's global scope when a tag is registered and the browser is online. If the promise
   * given to `waitUntil()` fulfils, the tag is done. If it rejects, another event comes later, unless this was the
   * last chance.
   *
   * An event fires at least once for each tag. It can fire again for work that is done, so a handler must be
   * idempotent. It must also have a time limit for its requests.
   *
   * @example
   * self.addEventListener('sync', (event) => {
   *   if (event.tag === 'outbox') event.waitUntil(sendOutbox());
   * });
   *
   * @see https://wicg.github.io/background-sync/spec/#sync-event
   */
  interface SyncEvent extends ExtendableEvent {
    /** Whether this is the tag's last event: if it fails, the tag is given up. */
    readonly lastChance: boolean;
    /** The tag that was given to `registration.sync.register()`. */
    readonly tag: string;
  }

  var SyncEvent: {
    prototype: SyncEvent;
    new (type: string, eventInitDict: SyncEventInit): SyncEvent;
  };

  interface ServiceWorkerGlobalScopeEventMap {
    sync: SyncEvent;
  }

  interface ServiceWorkerGlobalScope {
    /** A handler of `sync` events, called in addition to the listeners. */
    onsync: ((this: ServiceWorkerGlobalScope, ev: SyncEvent) => any) | null;
  }

  /** A handler of `sync` events, called in addition to the listeners. */
  var onsync: ((this: ServiceWorkerGlobalScope, ev: SyncEvent) => any) | null;
}

export {};
