// What the scripts use in pages and workers alike, and TypeScript's libraries lack.

/** Defined by the build. */
declare const BACKGROUND_SYNC_VERSION: string;

declare var backgroundSyncPolyfillOptions: import('./options.js').Options | undefined;

// Background Sync is not in TypeScript's libraries: not every browser has it.

interface SyncManager {
  register(tag: string): Promise<void>;
  getTags(): Promise<string[]>;
}

declare var SyncManager: { prototype: SyncManager };

interface ServiceWorkerRegistration {
  readonly sync: SyncManager;
}

/** From ES2024; not every browser has it. */
interface String {
  isWellFormed?(): boolean;
}
