// A page or worker in a browser that has native Background Sync, which the test scripts.

import { Browser } from '../../fake/browser.mjs';
import { Core } from '../../fake/core.mjs';
import { Page } from '../../fake/page.mjs';
import { Realm } from '../../fake/realm.mjs';

/** The same function or class, but its source text is that of native code. */
const asNative = (f) => new Proxy(f, {});

/**
 * Makes the scope, of a page unless Half is Worker. The polyfill has stored these tags, and
 * stored() resolves with the tags that are still stored. A test replaces native.register and
 * native.getTags; the arguments of each native register() are added to native.asked.
 */
export async function withNativeSync({ tags = [], Half = Page } = {}) {
  const browser = new Browser();
  const scope = new Half(browser);
  browser.active = Object.assign(scope.serviceWorker ?? {}, { state: 'activated' });
  const globals = scope.globals();
  const { registration } = scope;
  const native = { asked: [], register: async () => {}, getTags: async () => [] };
  class SyncManager {}
  const manager = new SyncManager();
  const methods = {
    async register(...args) {
      if (!(this instanceof SyncManager)) throw new TypeError('Illegal invocation');
      native.asked.push(args);
      await native.register(...args);
    },
    async getTags() {
      if (!(this instanceof SyncManager)) throw new TypeError('Illegal invocation');
      return native.getTags();
    },
  };
  for (const [name, method] of Object.entries(methods)) SyncManager.prototype[name] = asNative(method);
  Object.defineProperty(globals.ServiceWorkerRegistration.prototype, 'sync', {
    get: asNative(() => manager),
    configurable: true,
  });
  globals.SyncManager = asNative(SyncManager);
  if (globals.ExtendableEvent) {
    globals.SyncEvent = asNative(
      class SyncEvent extends globals.ExtendableEvent {
        constructor(type, { tag, lastChance }) {
          super(type);
          Object.assign(this, { tag, lastChance });
        }
      },
    );
  }
  const realm = new Realm(globals, { wasm_exec: scope.makeGo });
  scope.realm = realm;
  const core = new Core({ browser });
  for (const tag of tags) await core.store(tag);
  const stored = async () => (await core.stored()).map(({ tag }) => tag);
  return { browser, scope, realm, registration, manager, native, core, stored };
}

/** Makes a method that rejects with an error of this name. */
export const refuse = (name) => async () => {
  throw Object.assign(new Error(`${name} of the test`), { name });
};
