// The copies of the core that a worker keeps, as its own modules read and write them.

import { coreBytes, coreHash } from './global-scope.mjs';
import { Realm } from './realm.mjs';

/** Where copies are kept. */
export const PLACES = ['IndexedDB', 'Cache Storage'];

/** The copies of a scope by the name of their place; each with has, get and put of a hash. */
export async function copiesOf(worker, scope = worker.browser.scope) {
  const { copiesInCacheStorage, copiesInIndexedDB } = await new Realm(worker.globals()).import('worker/core/copies.js');
  return { IndexedDB: copiesInIndexedDB(scope), 'Cache Storage': copiesInCacheStorage(scope) };
}

/** The places that have a copy, of these bytes, of the core of that hash. */
export async function placesOfCopies(worker, scope, { hash = coreHash, bytes = coreBytes } = {}) {
  const found = [];
  for (const [place, { get }] of Object.entries(await copiesOf(worker, scope))) {
    const copy = await get(hash);
    if (copy && Buffer.from(copy).equals(Buffer.from(bytes))) found.push(place);
  }
  return found;
}

/** Keeps bytes in these places. */
export async function keepCopies(worker, scope, { places = PLACES, hash = coreHash, bytes = coreBytes } = {}) {
  const copies = await copiesOf(worker, scope);
  for (const place of places) await copies[place].put(hash, bytes.slice().buffer);
}
