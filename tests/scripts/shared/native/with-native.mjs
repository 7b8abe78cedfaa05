// A scope in a browser that has Background Sync of its own, which the test plays.

import { Browser } from '../../fake/browser.mjs';
import { Core } from '../../fake/core.mjs';
import { Page } from '../../fake/page.mjs';
import { Realm } from '../../fake/realm.mjs';

/** The same function or class, with a source text that is that of native code. */
const asNative = (f) => new Proxy(f, {});

/**
 * The scope, a page's unless Half is Worker, in which the polyfill has stored these tags.
 * The browser does what native.register(tag) and native.getTags() do; native.asked grows
 * by the arguments of each register(). core stores tags, and stored() resolves with those
 * that the polyfill still has.
 */
export async function withNative({ tags = [], Half = Page } = {}) {
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

/** What the browser, or the backend, does that refuses with this error. */
export const refuse = (name) => async () => {
  throw Object.assign(new Error(`${name} of the test`), { name });
};
