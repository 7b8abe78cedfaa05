/**
 * The options of the polyfill. The page's script uses `force`, `takeOverBroken` and `disabled`; the service worker's
 * script uses all. An unknown option, or a value of the wrong kind, is a `TypeError` that names the option. A page
 * checks only the names of the worker's options, so the same object can serve both.
 *
 * @example
 * // In the service worker's module, with a connectivity probe and five attempts for each tag:
 * import { apply } from 'background-sync-polyfill/worker-fn';
 * apply({ connectivityProbe: '/health', maxAttempts: 5 });
 */
export interface BackgroundSyncPolyfillOptions {
  /**
   * Replaces native support by the polyfill, for example to test the polyfill in Chromium. Set it in page and worker
   * alike.
   *
   * @default false
   */
  force?: boolean | undefined;

  /**
   * Takes over the tags that native support refuses: because it is switched off, as in some web views, or because the
   * user has denied the permission, which can be a wish to respect. `permissions.query()` answers `granted` then. Set
   * it in page and worker alike.
   *
   * @default false
   */
  takeOverBroken?: boolean | undefined;

  /**
   * Switches the polyfill off where native support is missing: `register()` rejects with `NotAllowedError`, `getTags()`
   * resolves with `[]`, `permissions.query()` answers `denied`, and no event fires. Set it in page and worker alike.
   *
   * @default false
   */
  disabled?: boolean | undefined;

  /**
   * The URL of the core, `background-sync.wasm.gz` or `background-sync.wasm`, relative to the service worker's script.
   * The worker requests it without any change. So give the file another name in each release, or let the browser
   * revalidate it. Give either this option or `wasmBytes`. Read by the worker.
   *
   * @default `background-sync.wasm.gz` beside the service worker's script, else at the root of its scope
   *
   * @example
   * apply({ wasmURL: '/assets/background-sync.0.1.0.wasm.gz' });
   */
  wasmURL?: string | undefined;

  /**
   * The core itself, if no file is to be served: the contents of `background-sync.wasm.gz` or `background-sync.wasm`.
   * Give either this option or `wasmURL`. Read by the worker.
   *
   * @default none: the core is downloaded
   */
  wasmBytes?: BufferSource | undefined;

  /**
   * How many events of one tag may fail: an integer of at least 1. The last of these events has `lastChance` set; if it
   * fails too, the tag is given up. Read by the worker.
   *
   * @default 3
   */
  maxAttempts?: number | undefined;

  /**
   * How long a tag waits after its first failed event, in milliseconds: above 0, at most a year. The next event comes
   * no earlier. Read by the worker.
   *
   * @default 300_000
   */
  initialRetryDelay?: number | undefined;

  /**
   * Each further wait is longer than the one before by this factor: a number of at least 1. By default the waits are 5
   * and 15 minutes. Read by the worker.
   *
   * @default 3
   */
  retryDelayFactor?: number | undefined;

  /**
   * How long an event may run before it counts as failed, in milliseconds: above 0, at most a year. The handler
   * itself is not stopped, so give its requests a time limit of their own. Read by the worker.
   *
   * @default 180_000
   */
  maxEventDuration?: number | undefined;

  /**
   * Checks whether the network is really there. `navigator.onLine` is true even behind a captive portal. Until the
   * probe passes, no event fires, and no failure of a handler counts except on the last chance.
   *
   * A URL is relative to the service worker's script. The worker sends it a `HEAD` request, past all caches. The probe
   * passes if the answer comes within 5 seconds, has a status from 200 to 299, and is no redirect. `connect-src` of the
   * worker's Content Security Policy must allow the URL; another origin must allow yours by CORS.
   *
   * A function passes if it returns true, or a promise that fulfils with true within 5 seconds. Read by the worker.
   *
   * @default none: the network is there if `navigator.onLine` is true
   *
   * @example
   * apply({ connectivityProbe: '/health' });
   *
   * @example
   * apply({
   *   async connectivityProbe() {
   *     const response = await fetch('https://api.example.com/health', { cache: 'no-store' });
   *     return response.ok;
   *   },
   * });
   */
  connectivityProbe?: string | (() => boolean | PromiseLike<boolean>) | undefined;
}
