import { withDeadline } from '../timeout.js';
import { lockName } from '../tag-lock.js';
import { forgetTag, mayHaveTags, storedTags } from '../idb/registrations.js';

/** The longest that native support may take to accept a tag, in milliseconds. */
const LONGEST_REGISTER = 10_000;

/**
 * The browser has native support, perhaps since an update: what the polyfill has
 * stored for the page's registration is registered there. A tag that is refused,
 * or whose handler still runs, stays for the next page.
 */
export async function handOver({ SyncManager, navigator }) {
  const { register } = SyncManager.prototype;
  if (!(await mayHaveTags())) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.active) return;
  const { scope, sync } = registration;
  for (const tag of await storedTags(scope)) {
    // Chromium never answers after a lone surrogate.
    if (tag.isWellFormed?.() === false) continue;
    const late = () => new Error('no answer in time');
    await forget(scope, tag, () => withDeadline(register.call(sync, tag), LONGEST_REGISTER, late)).catch(() => {});
  }
}

/** Native support has accepted the tag: the polyfill must not fire it as well. */
export async function leaveToNative(scope, tag) {
  if (await mayHaveTags()) await forget(scope, tag, () => {});
}

/** Forgets the tag, unless its handler runs, once what comes before is done. */
async function forget(scope, tag, before) {
  await navigator.locks.request(await lockName(scope, tag), { ifAvailable: true }, async (free) => {
    if (!free) return;
    await before();
    await forgetTag(scope, tag);
  });
}
