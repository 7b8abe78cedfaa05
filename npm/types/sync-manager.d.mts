// SyncManager and `registration.sync`, for pages and workers.

/**
 * The members are in a base of the global SyncManager. If an app, Workbox or Serwist declares SyncManager too, its
 * members override these. In the interface itself, they would be added as overloads.
 */
interface SyncManagerMembers {
  /**
   * Resolves with the tags whose event has neither succeeded nor had its last chance.
   *
   * In a page without an active service worker, and with option `disabled`, it resolves with `[]`. Otherwise it rejects
   * as `register()` does, but needs no open window.
   *
   * @see https://wicg.github.io/background-sync/spec/#dom-syncmanager-gettags
   */
  getTags(): Promise<string[]>;

  /**
   * Asks for a `sync` event with this tag in the service worker, as soon as the browser is online. Resolves when the
   * tag is stored on disk. Store the data that the handler needs before you call this.
   *
   * It does no harm to register a tag again that is stored already. If its event runs, another event follows.
   *
   * Without an argument it rejects with a `TypeError`. All other errors are a `DOMException`:
   * - `InvalidStateError`: there is no active service worker. Await `navigator.serviceWorker.ready` first.
   * - `NotAllowedError`: option `disabled` is set, or native support is used and the user has denied the permission.
   * - `InvalidAccessError`: the tag is longer than 10,240 bytes of UTF-8, or no top-level window of the app is open.
   * - `UnknownError`: the tag could not be stored, or there was no result within 30 seconds. Call again.
   * - `NotSupportedError`: the active service worker does not load the polyfill, or loads another version of it.
   * - `NetworkError`: the core could not be downloaded. The message has each address that was tried.
   * - `DataError`: the file at the core's address is not the core, or is the core of another release.
   * - `SecurityError`: the worker's Content Security Policy forbids WebAssembly.
   *
   * @param tag A name that you choose. The event has it in `event.tag`.
   *
   * @example
   * await saveToOutbox(note);
   * const registration = await navigator.serviceWorker.ready;
   * await registration.sync.register('outbox');
   *
   * @see https://wicg.github.io/background-sync/spec/#dom-syncmanager-register
   */
  register(tag: string): Promise<void>;
}

declare global {
  /**
   * Registers tags. The service worker gets a `sync` event for each tag.
   *
   * @see https://wicg.github.io/background-sync/spec/#sync-manager-interface
   */
  interface SyncManager extends SyncManagerMembers {}

  var SyncManager: {
    prototype: SyncManager;
    /** Throws a `TypeError`. Get a manager from `registration.sync`. */
    new (): SyncManager;
  };

  interface ServiceWorkerRegistration {
    /** The tags of this service worker registration: `sync.register()` and `sync.getTags()`. */
    readonly sync: SyncManager;
  }
}

export {};
