import { lockName } from './locks.js';
import { forgetTag, mayHaveTags, storedTags } from './stored-tags.js';

/**
 * The browser has native support, perhaps since an update: whatever the polyfill
 * has stored is registered there. A tag that is refused, or whose handler
 * still runs, stays for the next page.
 */
export async function handOver({ SyncManager, navigator }) {
  const { register } = SyncManager.prototype;
  if (!(await mayHaveTags())) return;
  for (const { scope, sync, active } of await navigator.serviceWorker.getRegistrations()) {
    if (!active) continue;
    for (const tag of await storedTags(scope)) {
      await navigator.locks.request(await lockName(scope, tag), { ifAvailable: true }, async (free) => {
        if (!free) return;
        await register.call(sync, tag);
        await forgetTag(scope, tag);
      });
    }
  }
}
