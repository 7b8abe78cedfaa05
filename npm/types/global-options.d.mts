// The global that the entries which apply themselves read.

import type { BackgroundSyncPolyfillOptions } from './options.mjs';

declare global {
  /**
   * The options, which the script reads when it is loaded. A classic script sets them before. A module sets them in
   * another module that is imported before, since imports are hoisted; or it imports `background-sync-polyfill/fn` or
   * `background-sync-polyfill/worker-fn`, and hands the options to `apply()`.
   */
  var backgroundSyncPolyfillOptions: BackgroundSyncPolyfillOptions | undefined;
}
