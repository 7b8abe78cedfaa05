/// <reference path="../../npm/types/sync-event.d.mts" />

// The service worker's global scope: TypeScript's library has it as an interface, and
// makes the names of a dedicated worker global.

/** Defined by the build. */
declare const WASM_SHA256: string;

declare const registration: ServiceWorkerRegistration;
declare const clients: Clients;
/** Firefox has none. */
declare var serviceWorker: ServiceWorker | undefined;

interface DedicatedWorkerGlobalScopeEventMap {
  activate: ExtendableEvent;
  install: ExtendableEvent;
  notificationclick: NotificationEvent;
  notificationclose: NotificationEvent;
  push: PushEvent;
}

declare function addEventListener(
  type: 'message',
  listener: (event: ExtendableMessageEvent) => void,
  options?: AddEventListenerOptions,
): void;

/** Only Chromium has it. */
interface WorkerNavigator {
  readonly connection?: EventTarget;
}

// Go's wasm_exec.js, as the build wraps it.

interface Go {
  env: Record<string, string>;
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
  _resume(): void;
  _scheduledTimeouts: Map<number, number>;
}

declare module 'wasm_exec' {
  /** Returns the class, which sees this object as its global one. */
  export default function makeGo(globalThis: object): new () => Go;
}
