// Option takeOverBroken: native support that is there and refuses to work, as in
// web views, or where the user has denied the permission.

import { isNative } from './native.js';
import { storedTags } from './stored-tags.js';

/** Whether the polyfill takes over what the browser's own Background Sync refuses. */
export function takesOver(scope, { takeOverBroken, disabled }) {
  return takeOverBroken && !disabled && isNative(scope);
}

/** How Chromium refuses: the permission is denied, or the feature is off. */
const REFUSALS = ['NotAllowedError', 'UnknownError'];

/** Sends to the backend what the native SyncManager refuses; everything else stays native. */
export function takeOver(scope, backend) {
  const registrations = new WeakMap();
  const { prototype } = scope.ServiceWorkerRegistration;
  const { get: nativeSync } = Object.getOwnPropertyDescriptor(prototype, 'sync');
  const { get } = Object.getOwnPropertyDescriptor(
    {
      get sync() {
        const manager = nativeSync.call(this);
        if (!registrations.has(manager)) {
          registrations.set(manager, this);
          backend.registrationUsed?.(this);
        }
        return manager;
      },
    },
    'sync',
  );
  Object.defineProperty(prototype, 'sync', { get });

  const { register, getTags } = scope.SyncManager.prototype;
  Object.assign(scope.SyncManager.prototype, {
    register(tag) {
      return unlessRefused(Reflect.apply(register, this, arguments), () =>
        backend.register(registrations.get(this), `${tag}`),
      );
    },
    getTags() {
      return (async () => {
        const tags = await unlessRefused(getTags.call(this), () => []);
        return [...new Set([...tags, ...(await storedTags(registrations.get(this).scope))])];
      })();
    },
  });
}

async function unlessRefused(answer, instead) {
  try {
    return await answer;
  } catch (error) {
    if (!REFUSALS.includes(error.name)) throw error;
    return instead();
  }
}
