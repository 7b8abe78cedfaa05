// SyncManager and `registration.sync`, for pages and workers alike.

/**
 * The members stand in a base of the global SyncManager. An app that has declared SyncManager itself then overrides
 * them, where it would add overloads; so `registration.sync` keeps the one shape that Workbox and Serwist declare too.
 */
interface SyncManagerMembers {
  /**
   * Lists the tags that have not been completed.
   *
   * Rejects in the same ways as `register()`, but needs no window. Without an active service worker it gives `[]` to a
   * page.
   *
   * @see https://wicg.github.io/background-sync/spec/#dom-syncmanager-gettags
   */
  getTags(): Promise<string[]>;

  /**
   * Asks for a `sync` event with this tag in the service worker, as soon as the network is there. The promise fulfils
   * when the tag is stored: what it stands for must be stored before.
   *
   * Apart from a `TypeError`, for a missing tag, it rejects with a `DOMException`:
   * - `InvalidStateError`: there is no active service worker; await `navigator.serviceWorker.ready` first.
   * - `NotAllowedError`: option `disabled` is set, or the user denied the permission to native support.
   * - `InvalidAccessError`: the tag is longer than 10,240 bytes of UTF-8, or the worker called while no window of the
   *   app was open.
   * - `UnknownError`: the tag could not be stored, or there was no result within 30 seconds; call again, registering
   *   twice does no harm.
   * - `NotSupportedError`: the service worker does not load the polyfill, or another version of it.
   * - `NetworkError`, `DataError`, `SecurityError`: the core could not be downloaded, belongs to another build, or
   *   cannot run under the worker's Content Security Policy.
   *
   * @param tag A name of the app's choice, which the event carries.
   * @see https://wicg.github.io/background-sync/spec/#dom-syncmanager-register
   */
  register(tag: string): Promise<void>;
}

declare global {
  /**
   * Registers tags, for each of which the service worker gets a `sync` event.
   *
   * @see https://wicg.github.io/background-sync/spec/#sync-manager-interface
   */
  interface SyncManager extends SyncManagerMembers {}

  var SyncManager: {
    prototype: SyncManager;
    /** Throws a `TypeError`: managers come from `registration.sync`. */
    new (): SyncManager;
  };

  interface ServiceWorkerRegistration {
    /** The manager of the tags of this service worker registration. */
    readonly sync: SyncManager;
  }
}

export {};
