/**
 * The options of the polyfill. The page's half reads `force`, `takeOverBroken` and `disabled`; the service worker's
 * half reads them all. An unknown option, or a value of the wrong kind, is a `TypeError` that names the option.
 */
export interface BackgroundSyncPolyfillOptions {
  /**
   * Puts the polyfill in the place of native support. Set it in page and worker alike.
   *
   * @default false
   */
  force?: boolean | undefined;

  /**
   * Takes over the tags that native support refuses, because it is switched off, as in some web views, or because the
   * user has denied the permission, which can be a wish to respect. Set it in page and worker alike.
   *
   * @default false
   */
  takeOverBroken?: boolean | undefined;

  /**
   * Switches the polyfill off where native support is missing: `register()` rejects with `NotAllowedError`, `getTags()`
   * gives `[]`, `permissions.query()` answers `denied`, and nothing runs. Set it in page and worker alike.
   *
   * @default false
   */
  disabled?: boolean | undefined;

  /**
   * The URL of the core, `background-sync.wasm.gz` or `background-sync.wasm`, relative to the service worker's script.
   * It is fetched as it is. Give either this or `wasmBytes`. Read by the worker.
   *
   * @default `background-sync.wasm.gz` beside the service worker's script, else at the root of its scope
   */
  wasmURL?: string | undefined;

  /**
   * The core itself, in the place of `wasmURL`: the contents of `background-sync.wasm.gz` or `background-sync.wasm`.
   * Read by the worker.
   */
  wasmBytes?: BufferSource | undefined;

  /**
   * How many events of one tag may fail, a whole number from 1 on. The last one has `lastChance` set. Read by the
   * worker.
   *
   * @default 3
   */
  maxAttempts?: number | undefined;

  /**
   * The wait after the first failure, in milliseconds: above 0, a year at most. Read by the worker.
   *
   * @default 300_000
   */
  initialRetryDelay?: number | undefined;

  /**
   * By how much each further wait is longer than the one before, from 1 on. Read by the worker.
   *
   * @default 3
   */
  retryDelayFactor?: number | undefined;

  /**
   * How long an event may run before it counts as failed, in milliseconds: above 0, a year at most. Read by the worker.
   *
   * @default 180_000
   */
  maxEventDuration?: number | undefined;

  /**
   * Tells whether the network is really there, which `navigator.onLine` does not know behind a captive portal. No event
   * fires, and but for the last chance no failure of a handler counts, until the probe passes.
   *
   * A URL, relative to the service worker's script, is asked with `HEAD`, past all caches. It passes if it answers
   * within 5 seconds, without a redirect, with a status from 200 to 299. A function passes if it returns true, or a
   * promise of it, within 5 seconds. Read by the worker.
   *
   * @default none: the network is there whenever `navigator.onLine` says so
   */
  connectivityProbe?: string | (() => boolean | PromiseLike<boolean>) | undefined;
}
