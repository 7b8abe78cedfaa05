// The global that the entries `background-sync-polyfill` and `background-sync-polyfill/worker` read.

import type { BackgroundSyncPolyfillOptions } from './options.mjs';

declare global {
  /**
   * The options for the scripts that apply themselves. Set them before the script is loaded, since it reads them only
   * once.
   *
   * A module cannot set them above an `import`, because imports run first. It calls `apply(options)` of
   * `background-sync-polyfill/fn` or `background-sync-polyfill/worker-fn` instead.
   *
   * @example
   * // In a classic service worker:
   * self.backgroundSyncPolyfillOptions = { maxAttempts: 5 };
   * importScripts('/background-sync-worker.js');
   */
  var backgroundSyncPolyfillOptions: BackgroundSyncPolyfillOptions | undefined;
}
