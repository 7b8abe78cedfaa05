// @ts-check

/**
 * @import { Network } from '../shared/network.js'
 * @import { WorkerLinks } from './worker-links.js'
 */

/**
 * Wakes the workers whenever the page is loaded, shown or restored. A worker that does not run
 * hears of nothing by itself. The network's events only go to the network: it calls
 * links.wakeAll() when it has settled.
 * @param {WorkerLinks} links
 * @param {Network} network
 */
export function listenForWakeUps(links, network) {
  const wake = () => void links.wakeAll();
  addEventListener('online', () => network.returned());
  addEventListener('offline', () => network.lost());
  addEventListener('pageshow', ({ persisted }) => {
    links.openChannels();
    // If the page was not restored, it is being loaded, and the last line of this function wakes.
    if (persisted) wake();
  });
  addEventListener('pagehide', () => links.closeChannels());
  // A dedicated worker has no document.
  globalThis.document?.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  navigator.serviceWorker.ready?.then(
    (registration) => links.add(registration),
    () => {},
  );
  wake();
}
