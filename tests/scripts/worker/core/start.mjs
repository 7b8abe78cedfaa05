import { Browser } from '../../fake/browser.mjs';

/** A worker; instantiated grows by the bytes that WebAssembly gets. */
export async function start({ browser = new Browser(), ...settings } = {}) {
  const worker = await browser.startWorker(settings);
  const instantiated = [];
  worker.global.WebAssembly = {
    instantiate: async (bytes) => (instantiated.push(Buffer.from(bytes).toString()), { instance: {} }),
  };
  // Rather than what the database says.
  worker.core.getTags = async () => [];
  return { browser, worker, instantiated };
}
