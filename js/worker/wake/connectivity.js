/**
 * Whether the network is there: the one place that reads navigator.onLine, hears of the
 * network's events, and asks option connectivityProbe.
 */
export class Connectivity {
  #network;
  #probe;

  /** Takes a NetworkObserver and a ConnectivityProbe. */
  constructor(network, probe) {
    this.#network = network;
    this.#probe = probe;
  }

  /**
   * 'offline', as the browser says; 'unverified', when the browser says online and the
   * probe has not passed lately; or 'online'. Whoever is told 'offline' is woken when
   * the network is back.
   */
  state() {
    if (!this.#network.look()) return 'offline';
    return this.#probe.passed ? 'online' : 'unverified';
  }

  /** The browser says that something of the network has changed. */
  changed() {
    this.#network.changed();
  }

  /** Asks the probe, and resolves with whether the network is there. Never rejects. */
  verify() {
    return this.#probe.run();
  }

  /** The same, but asks only if the probe has not passed lately. */
  async verifyIfStale() {
    return this.#probe.passed || this.verify();
  }
}
