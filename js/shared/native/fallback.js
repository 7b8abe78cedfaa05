// Option takeOverBroken: native support that is there and refuses to work, as in
// web views, or where the user has denied the permission.

import { settledWithin } from '../timeout.js';
import { leaveToNative } from './migrate.js';
import { isNative } from './detect.js';
import { storedTags } from '../idb/registrations.js';

/** Whether the polyfill takes over what the browser's own Background Sync refuses. */
export function takesOver(scope, { takeOverBroken, disabled }) {
  return takeOverBroken && !disabled && isNative(scope);
}

/** The longest that forgetting a tag is waited for, in milliseconds. */
const LONGEST_FORGET = 5_000;

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
      return (async () => {
        // Converted once: what native support refuses is what is stored.
        const args = arguments.length ? [`${tag}`] : [];
        const registration = registrations.get(this);
        try {
          await register.apply(this, args);
        } catch (error) {
          // A manager that is not known was had before this script ran.
          if (!registration || !REFUSALS.includes(error.name)) throw error;
          return takeRefused(backend, registration, args[0], error);
        }
        if (registration) await settledWithin(leaveToNative(registration.scope, args[0]), LONGEST_FORGET);
      })();
    },
    getTags() {
      return (async () => {
        const tags = await getTags.call(this).catch((error) => {
          if (!REFUSALS.includes(error.name)) throw error;
          return [];
        });
        const registration = registrations.get(this);
        return registration ? [...new Set([...tags, ...(await storedTags(registration.scope).catch(() => []))])] : tags;
      })();
    },
  });
}

async function takeRefused(backend, registration, tag, refusal) {
  try {
    await backend.register(registration, tag);
  } catch (error) {
    // The worker does not take over, so the refusal stands.
    throw error.name === 'NotSupportedError' ? refusal : error;
  }
}
