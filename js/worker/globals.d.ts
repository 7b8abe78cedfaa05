/// <reference path="../../npm/types/sync-event.d.mts" />

// The global scope of a service worker. TypeScript's library declares it as an interface only: its
// global names are those of a dedicated worker.

/** The SHA-256 of the core's wasm, in hexadecimal. tools/build.sh puts it here. */
declare const WASM_SHA256: string;

declare const registration: ServiceWorkerRegistration;
declare const clients: Clients;
/** Undefined in Firefox. */
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

// Go's wasm_exec.js, which tools/build.sh wraps in a function.

interface Go {
  env: Record<string, string>;
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
  _resume(): void;
  _scheduledTimeouts: Map<number, number>;
}

declare module 'wasm_exec' {
  /** Returns the class Go. It uses the given object in place of the global object. */
  export default function makeGo(globalThis: object): new () => Go;
}
