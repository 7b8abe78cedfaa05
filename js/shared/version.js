// @ts-check

import { mark, markOf } from './installed-version.js';
import { defineGlobal, warnNotReplaced } from './safe-define.js';

/* global BACKGROUND_SYNC_VERSION -- defined by the build */
/** The version of this script, such as '0.1.0'. */
export const version = BACKGROUND_SYNC_VERSION;

const NAME = 'backgroundSyncPolyfill';

/** Defines the global backgroundSyncPolyfill, {version}, unless the app has a global of that name. */
export function exposeVersion() {
  const own = Object.getOwnPropertyDescriptor(globalThis, NAME);
  // With native support nothing else is installed, so a second script gets here and finds the first one's global.
  if (markOf(own?.value)) return;
  const ours = Object.freeze(mark({ version }));
  if (own || !defineGlobal(NAME, ours)) warnNotReplaced(`the global ${NAME}`);
}
