// @ts-check

import { SETTLE_DELAY } from '../../shared/timing.js';
import { ANOTHER_FILE, isCore, problem } from './problem.js';

/**
 * Fetches the core. Rejects with what is wrong and how to mend it.
 * @param {URL} url
 * @returns {Promise<ArrayBuffer>}
 */
export async function download({ href }) {
  const where = `${href} (option wasmURL says where)`;
  let failure;
  // The second try goes round a cache that holds another release's bytes, and comes
  // when the change of the network that cut off the first is over.
  for (const [cache, pause] of /** @type {const} */ ([
    ['default', 0],
    ['reload', SETTLE_DELAY],
  ])) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    let response;
    let bytes;
    try {
      response = await fetch(href, { cache, credentials: 'same-origin' });
      bytes = await response.arrayBuffer();
    } catch (error) {
      failure = problem('NetworkError', `could not fetch ${where}: ${/** @type {Error} */ (error).message}.`);
      continue;
    }
    if (!response.ok) {
      throw problem(
        'NetworkError',
        `could not fetch ${where}: HTTP status ${response.status}. Serve background-sync.wasm there.`,
      );
    }
    if (await isCore(bytes)) return bytes;
    failure = problem('DataError', `${where} is ${ANOTHER_FILE}`);
  }
  throw failure;
}
