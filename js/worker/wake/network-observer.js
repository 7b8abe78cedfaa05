// The network as the browser tells of it.

/**
 * How long the network is left to settle once it is back, in milliseconds.
 * Browsers cut the connections that are being made while addresses change, and a
 * handler that is cut off has failed: its tag would wait for its retry. Native
 * support waits longer.
 */
export const SETTLING = 1_000;

/** The network as a worker sees it. */
export class Network {
  #scope;
  #back;
  #watch;

  constructor(scope) {
    this.#scope = scope;
  }

  /**
   * Whether the browser is online. Whoever is told that it is not hears when it is
   * back: events tell of that, but not always, so it is also looked for.
   */
  get online() {
    const { onLine } = this.#scope.navigator;
    if (!onLine) this.#watch ??= setInterval(() => this.#look(), SETTLING);
    return onLine;
  }

  /** Calls back() once the network is back and has settled, and lost() when it is gone, more than once perhaps. */
  listen(back, lost) {
    this.#back = back;
    const look = () => (this.online ? this.#look() : lost());
    const changed = () => {
      look();
      // Chromium tells a worker of a change a moment before onLine has changed.
      setTimeout(look, SETTLING);
    };
    this.#scope.addEventListener('online', changed);
    this.#scope.addEventListener('offline', changed);
    // Chromium's workers get no online event, but know their connection.
    this.#scope.navigator.connection?.addEventListener?.('change', changed);
    // A worker that starts offline hears when the network is back, asked or not.
    void this.online;
  }

  #look() {
    if (!this.#watch || !this.#scope.navigator.onLine) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
    setTimeout(this.#back, SETTLING);
  }
}
