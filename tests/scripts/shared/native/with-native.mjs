// A page's scope in a browser that has Background Sync of its own, which the test plays.

import { Browser } from '../../fake/browser.mjs';
import { Core } from '../../fake/core.mjs';
import { Page } from '../../fake/page.mjs';
import { Realm } from '../../fake/realm.mjs';

/**
 * The scope, in which the polyfill has stored these tags. The browser does what
 * native.register(tag) and native.getTags() do; native.asked grows by the arguments of
 * each register(). stored() resolves with the tags that the polyfill still has.
 */
export async function withNative({ tags = [] } = {}) {
  const browser = new Browser();
  browser.active = {};
  const page = new Page(browser);
  const globals = page.globals();
  const { registration } = page;
  const native = { asked: [], register: async () => {}, getTags: async () => [] };
  class SyncManager {
    async register(...args) {
      if (this !== manager) throw new TypeError('Illegal invocation');
      native.asked.push(args);
      await native.register(...args);
    }

    async getTags() {
      if (this !== manager) throw new TypeError('Illegal invocation');
      return native.getTags();
    }
  }
  const manager = new SyncManager();
  // The source text of a bound function is that of native code.
  const get = (() => manager).bind();
  Object.defineProperty(globals.ServiceWorkerRegistration.prototype, 'sync', { get, configurable: true });
  const realm = new Realm({ ...globals, SyncManager });
  const core = new Core({ browser });
  for (const tag of tags) await core.store(tag);
  const stored = async () => (await core.stored()).map(({ tag }) => tag);
  return { browser, page, realm, registration, manager, native, stored };
}

/** What the browser, or the backend, does that refuses with this error. */
export const refuse = (name) => async () => {
  throw Object.assign(new Error(`${name} of the test`), { name });
};
