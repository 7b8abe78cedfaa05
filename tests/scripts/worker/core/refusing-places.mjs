// The places for copies of the core, IndexedDB and Cache Storage, that have no room.

import { coreHash } from '../../fake/global-scope.mjs';
import { IDBObjectStore } from '../../fake/npm-packages.mjs';

/** The error of a place that has no room. */
export const full = () => new DOMException('the disk is full', 'QuotaExceededError');

/** Makes both places refuse to store anything. */
export function refuseAll(browser) {
  browser.indexedDB.open = () => {
    throw full();
  };
  for (const method of ['open', 'match']) browser.caches[method] = () => Promise.reject(full());
}

/**
 * Makes both places refuse the core, but store notes. Returns a function that ends this; the test's
 * end does so, too.
 */
export function refuseTheCore(t, browser) {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, ...rest) {
    if (value.hash === coreHash) throw full();
    return put.call(this, value, ...rest);
  };
  const { open } = browser.caches;
  browser.caches.open = async (name) => {
    const cache = await open.call(browser.caches, name);
    const { put } = Object.getPrototypeOf(cache);
    cache.put = async (url, response) => {
      if (browser.caches.open !== open && url.includes(`/${coreHash}?`)) throw full();
      await put.call(cache, url, response);
    };
    return cache;
  };
  const allow = () => {
    IDBObjectStore.prototype.put = put;
    browser.caches.open = open;
  };
  t.after(allow);
  return allow;
}
