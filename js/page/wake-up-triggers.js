// @ts-check

import { SETTLE_DELAY } from '../shared/timing.js';

/** @import { WorkerLinks } from './worker-links.js' */

/**
 * Wakes the workers on every occasion that a page has: perhaps nobody else tells them.
 * @param {WorkerLinks} links
 */
export function listenForWakeUps(links) {
  const wake = () => void links.wakeAll();
  addEventListener('online', () => setTimeout(wake, SETTLE_DELAY));
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
