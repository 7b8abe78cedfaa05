// The global that the polyfill adds, with its version.

/** The type of the global `backgroundSyncPolyfill`. */
export interface BackgroundSyncPolyfill {
  /** The version of the polyfill, such as `'0.1.0'`. */
  readonly version: string;
}

declare global {
  /**
   * The version of the polyfill that has run, also if native support was left as it is. Undefined before the polyfill
   * has run, and where there are no service workers: under Node, or in an insecure context.
   */
  var backgroundSyncPolyfill: BackgroundSyncPolyfill | undefined;
}
