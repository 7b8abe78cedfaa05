import { Browser } from '../fake/browser.mjs';
import { ServiceWorker } from '../fake/registration.mjs';

/**
 * A page whose worker is the test's: requests grows by the types of the messages
 * that the worker gets, and answer(type) is what it answers; undefined for silence.
 */
export async function withWorker({ stored = true, answer = () => ({ result: { running: false } }), open = true } = {}) {
  const browser = new Browser();
  const requests = [];
  const setup = { browser, requests, answer };
  browser.active = new ServiceWorker((data, [port]) => {
    requests.push(data.type ?? data);
    const result = setup.answer(data.type);
    if (!result) return;
    port.postMessage({ ack: 1 });
    port.postMessage(result);
  });
  browser.active.state = 'activated';
  if (stored) {
    const { worker } = await storing(browser);
    worker.stop();
  }
  if (open) setup.page = await browser.openPage();
  return setup;
}

/** Stores a tag, as another worker of the registration did. */
async function storing(browser) {
  const { active } = browser;
  const worker = await browser.startWorker();
  await worker.core.store('outbox');
  browser.active = active;
  return { worker };
}
