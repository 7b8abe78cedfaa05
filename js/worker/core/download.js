// @ts-check

import { lateOptions } from '../../shared/given-options.js';
import { SETTLE_DELAY } from '../../shared/timing.js';
import { coreFile, shorten } from './addresses.js';
import { firstBytes, openCore } from './open-core.js';
import { problem } from './problem.js';

/**
 * Why an address gave no core.
 * @typedef {object} Failure
 * @property {string} what completes a sentence that begins with the address
 * @property {boolean} [answered] whether a file came that is not the core
 * @property {boolean} [final] whether a second try is useless
 */

/**
 * Fetches the core from the first of these addresses that has it, and resolves with its bytes,
 * unpacked. Each address is tried twice, unless it answers with an HTTP error. Rejects with an
 * error that says what each address has answered and what to do (C15): `DataError` if an
 * address has another file, otherwise `NetworkError`.
 * @param {string[]} addresses
 * @returns {Promise<ArrayBuffer>}
 */
export async function download(addresses) {
  /** @type {Map<string, Failure>} */
  const failures = new Map();
  // The second try bypasses the cache, which may hold the core of another release. It comes
  // after a pause, because a change of the network may have cut off the first.
  for (const [cache, pause] of /** @type {const} */ ([
    ['default', 0],
    ['reload', SETTLE_DELAY],
  ])) {
    const asked = addresses.filter((address) => !failures.get(address)?.final);
    if (asked.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    for (const address of asked) {
      const found = await tryAddress(address, cache);
      if ('core' in found) return found.core;
      failures.set(address, found);
    }
  }
  const late = lateOptions() && ` ${lateOptions()}`;
  const tried = [...failures].map(([address, { what }]) => `${shorten(address)} ${what}.`);
  throw problem(
    [...failures.values()].some(({ answered }) => answered) ? 'DataError' : 'NetworkError',
    `could not load the core. ${tried.join(' ')} Serve ${coreFile()} of this release beside the service worker's ` +
      'script, at the root of its scope, or where option wasmURL says. With Vite use the plugin ' +
      'background-sync-polyfill/vite, otherwise run: npx background-sync-polyfill copy <folder that is served>' +
      `, with --scripts if you copied the scripts, too.${late}`,
  );
}

/**
 * @param {string} address
 * @param {RequestCache} cache
 * @returns {Promise<{ core: ArrayBuffer } | Failure>}
 */
async function tryAddress(address, cache) {
  let response;
  let bytes;
  try {
    response = await fetch(address, { cache, credentials: 'same-origin' });
    bytes = await response.arrayBuffer();
  } catch (error) {
    return { what: `could not be fetched (${/** @type {Error} */ (error).message})` };
  }
  const type = response.headers.get('Content-Type');
  const begins = firstBytes(bytes).startsWith('\x1f\x8b')
    ? ''
    : `, beginning with ${JSON.stringify(firstBytes(bytes))}`;
  const answer = `(HTTP status ${response.status}, type ${type}${begins})`;
  if (!response.ok) return { what: `has no core ${answer}`, final: true };
  try {
    return { core: await openCore(bytes) };
  } catch (error) {
    return { what: `${/** @type {Error} */ (error).message} ${answer}`, answered: true };
  }
}
