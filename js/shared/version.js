// @ts-check

import { mark, markOf } from './installed-version.js';
import { defineGlobal, warnNotReplaced } from './safe-define.js';

/* global BACKGROUND_SYNC_VERSION -- defined by the build */
export const version = BACKGROUND_SYNC_VERSION;

const NAME = 'backgroundSyncPolyfill';

/** Defines the one global that the polyfill adds of its own, unless the app has one of that name. */
export function exposeVersion() {
  const own = Object.getOwnPropertyDescriptor(globalThis, NAME);
  // A second copy, where native support is left alone, finds that of the first.
  if (markOf(own?.value)) return;
  const ours = Object.freeze(mark({ version }));
  if (own || !defineGlobal(NAME, ours)) warnNotReplaced(`the global ${NAME}`);
}
