import { Browser } from '../fake/browser.mjs';
import { ServiceWorker } from '../fake/registration.mjs';

/**
 * Opens a page whose active worker is scripted by the test: answer(type) is its answer to a
 * request, undefined for none. The type of each request is added to `requests`. `stored` says
 * whether a tag is stored, `open` whether the page is opened here.
 */
export async function withScriptedWorker({
  stored = true,
  answer = () => ({ result: { running: false } }),
  open = true,
} = {}) {
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
  if (stored) await browser.storeTag('outbox');
  if (open) setup.page = await browser.openPage();
  return setup;
}
