// The global that tells the polyfill's version.

/** The global object `backgroundSyncPolyfill`. */
export interface BackgroundSyncPolyfill {
  /** The version of the polyfill, such as `'0.1.0'`. */
  readonly version: string;
}

declare global {
  /**
   * The polyfill's version. Undefined before the polyfill has run, and where it cannot: under Node, in an insecure
   * context, without service workers.
   */
  var backgroundSyncPolyfill: BackgroundSyncPolyfill | undefined;
}
