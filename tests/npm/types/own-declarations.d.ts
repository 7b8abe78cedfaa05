// What an app had to declare before it had the package, since TypeScript's libraries lack it.

interface SyncManager {
  getTags(): Promise<string[]>;
  register(tag: string): Promise<void>;
}

declare var SyncManager: { prototype: SyncManager; new (): SyncManager };

interface ServiceWorkerRegistration {
  readonly sync: SyncManager;
}

interface SyncEventInit extends ExtendableEventInit {
  tag: string;
  lastChance?: boolean;
}

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
  readonly lastChance: boolean;
}

declare var SyncEvent: { prototype: SyncEvent; new (type: string, eventInitDict: SyncEventInit): SyncEvent };

interface ServiceWorkerGlobalScopeEventMap {
  sync: SyncEvent;
}

interface ServiceWorkerGlobalScope {
  onsync: ((this: ServiceWorkerGlobalScope, ev: SyncEvent) => any) | null;
}
