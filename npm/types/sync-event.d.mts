// SyncEvent and its handlers, for service workers. It needs the library `webworker`, or @types/serviceworker.

declare global {
  interface SyncEventInit extends ExtendableEventInit {
    lastChance?: boolean;
    tag: string;
  }

  /**
   * Fired at the service worker's global scope when the network is there and a tag is registered. The promise given to
   * `waitUntil()` decides: if it rejects, there is another event later, unless this one was the last chance.
   *
   * An event fires at least once for each tag, so handlers must be idempotent.
   *
   * @see https://wicg.github.io/background-sync/spec/#sync-event
   */
  interface SyncEvent extends ExtendableEvent {
    /** Whether the tag is given up if this event fails. */
    readonly lastChance: boolean;
    /** What was given to `registration.sync.register()`. */
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
    /** The handler of `sync` events. */
    onsync: ((this: ServiceWorkerGlobalScope, ev: SyncEvent) => any) | null;
  }

  /** The handler of `sync` events. */
  var onsync: ((this: ServiceWorkerGlobalScope, ev: SyncEvent) => any) | null;
}

export {};
