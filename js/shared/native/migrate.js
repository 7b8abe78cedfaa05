// @ts-check

// Moves tags from the polyfill's database to native support, which an update of the browser has
// brought (C62).

import { mayHaveTags, removeTag, storedTags } from '../idb/registrations.js';
import { lockName } from '../tag-lock.js';
import { rejectAfter } from '../timeout.js';
import { IDB_TIMEOUT, NATIVE_REGISTER_TIMEOUT } from '../timing.js';
import { isNativeCode, syncGetter } from './detect.js';

/**
 * Registers each tag natively that the polyfill has stored for the page's registration, and removes
 * it from the polyfill's database. If native support refuses a tag, or its handler still runs, the tag
 * stays until the next page is loaded. Rejects if the stored tags cannot be read.
 * @returns {Promise<void>}
 */
export async function migrateTags() {
  // Both are read synchronously, before installFallback() wraps them.
  const { SyncManager } = globalThis;
  const known = isNativeCode(SyncManager) && SyncManager.prototype.register;
  const nativeSync = /** @type {() => SyncManager} */ (syncGetter());
  if (!(await mayHaveTags())) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.active) return;
  const { scope } = registration;
  const sync = nativeSync.call(registration);
  const register = known || sync.register;
  // If the global SyncManager is the app's, `register` was found by the manager, and may be wrapped by now.
  if (!known && !isNativeCode(register)) return;
  for (const tag of await storedTags(scope)) {
    // Chromium never settles register() for a tag with a lone surrogate.
    if (tag.isWellFormed?.() === false) continue;
    const registerNatively = () => rejectAfter(NATIVE_REGISTER_TIMEOUT, register.call(sync, tag), Error);
    // After any failure the tag stays.
    await removeAfter(scope, tag, registerNatively).catch(() => {});
  }
}

/**
 * Removes a tag that native support has accepted, so that the polyfill does not fire it as well. Does
 * nothing while the tag's handler runs. Rejects if the tag cannot be removed.
 * @param {string} scope
 * @param {string} tag
 * @returns {Promise<void>}
 */
export async function removeMigrated(scope, tag) {
  if (await mayHaveTags()) await removeAfter(scope, tag, () => {});
}

/**
 * Runs the step, and then removes the tag, while holding the tag's lock. Does nothing if the lock is
 * held, as it is while the tag's handler runs. Rejects if the step or the removal fails.
 * @param {string} scope
 * @param {string} tag
 * @param {() => unknown} step
 */
async function removeAfter(scope, tag, step) {
  await navigator.locks.request(await lockName(scope, tag), { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    await step();
    // While the lock is held, the tag cannot fire. So a database that does not answer must not keep it.
    await rejectAfter(IDB_TIMEOUT, removeTag(scope, tag), Error);
  });
}
