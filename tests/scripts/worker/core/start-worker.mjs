import { Browser } from '../../fake/browser.mjs';

/** Starts a worker. The bytes that WebAssembly gets are added to `instantiated`, as text. */
export async function startWorker({ browser = new Browser(), ...settings } = {}) {
  const worker = await browser.startWorker(settings);
  const instantiated = [];
  worker.global.WebAssembly = {
    instantiate: async (bytes) => (instantiated.push(Buffer.from(bytes).toString()), { instance: {} }),
  };
  // The tests are about the core's bytes, so the database is not read.
  worker.core.getTags = async () => [];
  return { browser, worker, instantiated };
}
