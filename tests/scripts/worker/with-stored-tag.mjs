import { Browser } from '../fake/browser.mjs';

/** A worker in which a tag is stored that no core has seen yet. */
export async function withStoredTag(settings) {
  const browser = new Browser();
  const worker = await browser.startWorker(settings);
  await worker.core.store('outbox');
  return { browser, worker, events: worker.syncEvents(), told: worker.told() };
}

/** How often the core was woken. */
export const wakes = (worker) => worker.core.calls.filter((call) => call === 'wake').length;
