// Reads and writes the copies of the core that a worker keeps, with the worker's own modules. A test puts
// copies there before a worker starts, or asks which places have one.

import { coreBytes, coreHash } from './global-scope.mjs';
import { Realm } from './realm.mjs';

/** Where copies are kept. */
export const PLACES = ['IndexedDB', 'Cache Storage'];

/** Resolves with the copies of a scope by the name of their place. Each has the methods has, get and put. */
export async function copiesOf(worker, scope = worker.browser.scope) {
  const { copiesInCacheStorage, copiesInIndexedDB } = await new Realm(worker.globals()).import('worker/core/copies.js');
  return { IndexedDB: copiesInIndexedDB(scope), 'Cache Storage': copiesInCacheStorage(scope) };
}

/** Resolves with the places that have a copy of these bytes under that hash. */
export async function placesOfCopies(worker, scope, { hash = coreHash, bytes = coreBytes } = {}) {
  const found = [];
  for (const [place, { get }] of Object.entries(await copiesOf(worker, scope))) {
    const copy = await get(hash);
    if (copy && Buffer.from(copy).equals(Buffer.from(bytes))) found.push(place);
  }
  return found;
}

/** Writes bytes to these places under a hash. */
export async function keepCopies(worker, scope, { places = PLACES, hash = coreHash, bytes = coreBytes } = {}) {
  const copies = await copiesOf(worker, scope);
  for (const place of places) await copies[place].put(hash, bytes.slice().buffer);
}
