import { createHash } from 'node:crypto';
import { Event, EventTarget, trusted } from './events.mjs';
import { DecompressionStream } from './gzip.mjs';
import { IDBKeyRange } from './libraries.mjs';
import { MessageChannel } from './messages.mjs';
import { createPermissions } from './permissions.mjs';
import { Realm } from './realm.mjs';
import { ServiceWorkerRegistration } from './registration.mjs';

/** The bytes that the scripts take for their core. */
export const coreBytes = new TextEncoder().encode('the core');
export const coreHash = createHash('sha256').update(coreBytes).digest('hex');

/** What a page and a worker have in common. */
export class GlobalScope extends EventTarget {
  browser;
  /** What was written to the console, a line each. */
  console = [];
  /** What was fetched, and what answers: by default the core. */
  fetched = [];
  answer = async () => new Response(coreBytes);
  ended = false;

  /** prepare(realm) plays what runs in the scope before the scripts. */
  constructor(browser, { options, path, prepare = () => {} }) {
    super();
    this.browser = browser;
    this.options = options;
    this.path = path;
    this.prepare = prepare;
  }

  /** Evaluates the entry of this half. */
  async evaluate() {
    await this.load(this.constructor.entry);
  }

  /** Evaluates the entry of this half again, in this version of it. */
  async evaluateAgain(version = '0.0.0') {
    this.realm.forgetModules();
    this.global.BACKGROUND_SYNC_VERSION = version;
    await this.evaluate();
    await this.browser.settle();
  }

  /** Evaluates one module of js/ here, and resolves with what it exports. */
  async load(path) {
    if (!this.realm) {
      this.realm = new Realm(this.globals(), { wasm_exec: this.makeGo });
      if (this.options) this.realm.global.backgroundSyncPolyfillOptions = this.options;
      this.prepare(this.realm);
    }
    return this.realm.import(path);
  }

  get global() {
    return this.realm.global;
  }

  /** The browser fires one of its own events here. */
  fire(type, properties) {
    const event = trusted(new Event(type), properties);
    this.dispatchEvent(event);
    return event;
  }

  globals() {
    const { browser } = this;
    const line = (...words) => void this.console.push(words.map(String).join(' '));
    const { Registration, registration } = ServiceWorkerRegistration(browser);
    this.registration = registration;
    const { Permissions, PermissionStatus, permissions } = createPermissions();
    this.permissions = permissions;
    return {
      ...browser.clock.globals(() => !this.ended),
      BroadcastChannel: browser.channels.classFor(this),
      MessageChannel,
      EventTarget,
      Permissions,
      PermissionStatus,
      ServiceWorkerRegistration: Registration,
      ArrayBuffer,
      DOMException,
      TextDecoder,
      TextEncoder,
      URL,
      IDBKeyRange,
      Response,
      // With Blob, unpacks what a test serves as gzip.
      Blob,
      DecompressionStream,
      indexedDB: browser.indexedDB,
      caches: browser.caches,
      origin: browser.origin,
      location: new URL(this.path, browser.origin),
      crypto: {
        subtle: {
          digest: async (_name, bytes) =>
            new Uint8Array(createHash('sha256').update(new Uint8Array(bytes)).digest()).buffer,
        },
      },
      console: { log: line, warn: line, error: line },
      fetch: async (url, init) => {
        this.fetched.push(url);
        return this.answer(url, init);
      },
      navigator: this.navigator(),
      addEventListener: this.addEventListener.bind(this),
      removeEventListener: this.removeEventListener.bind(this),
      dispatchEvent: this.dispatchEvent.bind(this),
      BACKGROUND_SYNC_VERSION: '0.0.0',
      WASM_SHA256: coreHash,
    };
  }

  navigator() {
    const { browser } = this;
    return {
      get onLine() {
        return browser.onLine;
      },
      locks: browser.locks.manager(this),
    };
  }

  /** Ends the scope as a browser does: nothing of it runs any more, and its locks are free. */
  stop() {
    this.ended = true;
    for (const place of ['installing', 'waiting', 'active']) this.browser[place]?.forgetListenersOf?.(this.realm);
    this.browser.locks.endOf(this);
    this.browser.channels.endOf(this);
  }
}
