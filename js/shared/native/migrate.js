// @ts-check

// Tags that the polyfill has stored move to native support, where that exists: from
// the polyfill's database to the browser's.

import { removeTag, mayHaveTags, storedTags } from '../idb/registrations.js';
import { lockName } from '../tag-lock.js';
import { rejectAfter } from '../timeout.js';
import { IDB_TIMEOUT, NATIVE_REGISTER_TIMEOUT } from '../timing.js';
import { isNativeCode, syncGetter } from './detect.js';

/**
 * Registers natively what the polyfill has stored for the page's registration: native
 * support came with an update of the browser. A tag that is refused, or whose handler
 * still runs, stays for the next page.
 * @returns {Promise<void>}
 */
export async function migrateTags() {
  // Both before the fallback takes their place.
  const { SyncManager } = globalThis;
  const known = isNativeCode(SyncManager) && SyncManager.prototype.register;
  const nativeSync = /** @type {() => SyncManager} */ (syncGetter());
  if (!(await mayHaveTags())) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.active) return;
  const { scope } = registration;
  const sync = nativeSync.call(registration);
  const register = known || sync.register;
  // Where the app has a SyncManager of its own, the fallback may have wrapped this one.
  if (!known && !isNativeCode(register)) return;
  for (const tag of await storedTags(scope)) {
    // Chromium never answers after a lone surrogate.
    if (tag.isWellFormed?.() === false) continue;
    const registerNatively = () => rejectAfter(NATIVE_REGISTER_TIMEOUT, register.call(sync, tag), Error);
    // Whatever the reason of a failure, the tag stays.
    await removeAfter(scope, tag, registerNatively).catch(() => {});
  }
}

/**
 * Native support has accepted the tag, so the polyfill forgets it and does not fire it as well.
 * @param {string} scope
 * @param {string} tag
 * @returns {Promise<void>}
 */
export async function removeMigrated(scope, tag) {
  if (await mayHaveTags()) await removeAfter(scope, tag, () => {});
}

/**
 * Forgets the tag after a step, both under the tag's lock; does neither while its handler runs.
 * @param {string} scope
 * @param {string} tag
 * @param {() => unknown} step
 */
async function removeAfter(scope, tag, step) {
  await navigator.locks.request(await lockName(scope, tag), { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    await step();
    // The tag cannot fire while its lock is held, so the lock is not held for longer than this.
    await rejectAfter(IDB_TIMEOUT, removeTag(scope, tag), Error);
  });
}
