import { createHash } from 'node:crypto';
import { Event, EventTarget, trusted } from './events.mjs';
import { DecompressionStream } from './gzip.mjs';
import { IDBKeyRange } from './npm-packages.mjs';
import { MessageChannel } from './messages.mjs';
import { createPermissions } from './permissions.mjs';
import { Realm } from './realm.mjs';
import { createRegistration } from './registration.mjs';

/** The bytes that the scripts take for the core of their release. */
export const coreBytes = new TextEncoder().encode('the core');
export const coreHash = createHash('sha256').update(coreBytes).digest('hex');

/**
 * Stands in for what the global scopes of a page and a worker have in common. Tests use its subclasses
 * Page and Worker.
 */
export class GlobalScope extends EventTarget {
  browser;
  /** The lines that were written to the console. */
  console = [];
  /** The addresses that were fetched. */
  fetched = [];
  /** Answers each fetch; by default with the core. */
  answerFetch = async () => new Response(coreBytes);
  ended = false;

  /** prepare(realm) does what scripts of the app do before the polyfill's script runs. */
  constructor(browser, { options, path, prepare = () => {} }) {
    super();
    this.browser = browser;
    this.options = options;
    this.path = path;
    this.prepare = prepare;
  }

  /** Evaluates the polyfill's script for this kind of scope. */
  async evaluate() {
    await this.load(this.constructor.entry);
  }

  /** Evaluates the polyfill's script once more, as a second copy of this version. */
  async evaluateAgain(version = '0.0.0') {
    this.realm.clearModules();
    this.global.BACKGROUND_SYNC_VERSION = version;
    await this.evaluate();
    await this.browser.settle();
  }

  /** Evaluates one module of js/ in this scope, and resolves with what the module exports. */
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

  /** Fires a trusted event, as the browser does, and returns the event. */
  fire(type, properties) {
    const event = trusted(new Event(type), properties);
    this.dispatchEvent(event);
    return event;
  }

  globals() {
    const { browser } = this;
    const line = (...words) => void this.console.push(words.map(String).join(' '));
    const { Registration, registration } = createRegistration(browser);
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
      // The scripts unpack gzip with these two.
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
        return this.answerFetch(url, init);
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

  /** Ends the scope, as a browser does: its timers and listeners never run again, and its locks are free. */
  stop() {
    this.ended = true;
    for (const place of ['installing', 'waiting', 'active']) this.browser[place]?.removeListenersOf?.(this.realm);
    this.browser.locks.releaseAllOf(this);
    this.browser.channels.closeAllOf(this);
  }
}
