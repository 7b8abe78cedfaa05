// @ts-check

/**
 * @import { Network } from '../shared/network.js'
 * @import { WorkerLinks } from './worker-links.js'
 */

/**
 * Wakes the workers on every occasion that a page has: perhaps nobody else tells them. The
 * network wakes them itself, when it has settled.
 * @param {WorkerLinks} links
 * @param {Network} network
 */
export function listenForWakeUps(links, network) {
  const wake = () => void links.wakeAll();
  addEventListener('online', () => network.returned());
  addEventListener('offline', () => network.lost());
  addEventListener('pageshow', ({ persisted }) => {
    links.openChannels();
    // Otherwise the page is being loaded, which is an occasion by itself.
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
