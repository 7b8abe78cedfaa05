import { Browser } from '../fake/browser.mjs';

/** Starts a worker and stores a tag. The core has not run yet, so the tag fires at the next wake-up. */
export async function startWithStoredTag(settings) {
  const browser = new Browser();
  const worker = await browser.startWorker(settings);
  await worker.core.store('outbox');
  return { browser, worker, events: worker.syncEvents(), told: worker.messagesToPages() };
}

/** How often the core was woken. */
export const wakeCount = (worker) => worker.core.calls.filter((call) => call === 'wake').length;
