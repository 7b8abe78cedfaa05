import { Core } from './core.mjs';
import { ExtendableEvent, trusted } from './events.mjs';
import { MessageChannel } from './messages.mjs';
import { ServiceWorker } from './registration.mjs';
import { GlobalScope } from './global-scope.mjs';

/** A service worker's scope with the worker's half in it, and a fake of the Go core behind that. */
export class Worker extends GlobalScope {
  static entry = 'worker/entry.js';

  core = new Core(this);
  serviceWorker = new ServiceWorker((data, ports) => this.ended || this.#receive(data, ports));
  /** What came back for the latest request. */
  answers = [];
  /** Those that clients.matchAll lists. */
  windows = [{ frameType: 'top-level' }];
  /** Who sends its messages, as the browser tells it. */
  source = { frameType: 'top-level' };

  constructor(browser, { connection, events = true, path = '/sw.js', ...settings } = {}) {
    super(browser, { ...settings, path });
    this.connection = connection;
    this.hears = events;
    this.makeGo = this.core.makeGo;
  }

  globals() {
    return Object.assign(super.globals(), {
      registration: this.registration,
      ServiceWorkerGlobalScope: class {},
      ExtendableEvent: class extends ExtendableEvent {},
      WebAssembly: { instantiate: async () => ({ instance: {} }) },
      clients: { matchAll: async () => this.windows },
    });
  }

  navigator() {
    const { connection } = this;
    return Object.defineProperty(super.navigator(), 'connection', { value: connection });
  }

  /** Events of the network come here only if the worker hears of it. */
  fire(type, properties) {
    if (this.ended || (!this.hears && (type === 'online' || type === 'offline'))) return undefined;
    return super.fire(type, properties);
  }

  /** The browser fires a functional event, which promises can hold. */
  deliver(type, properties) {
    const event = trusted(new ExtendableEvent(type), properties);
    this.dispatchEvent(event);
    return event;
  }

  /** Sends what a page would; returns the answers that have come, which grow, and the event. */
  async request(type, body) {
    const { port1, port2 } = new MessageChannel();
    const answers = (this.answers = []);
    port1.onmessage = ({ data }) => answers.push(data);
    const event = this.#receive({ 'background-sync-polyfill': 1, type, ...body }, [port2]);
    await this.browser.settle();
    return { answers, event };
  }

  #receive(data, ports) {
    return this.deliver('message', { data, ports, source: this.source });
  }

  /** Adds a sync listener whose outcome the test decides; returns what has arrived, which grows. */
  syncEvents() {
    const arrived = [];
    this.addEventListener('sync', (event) => {
      const { tag, lastChance } = event;
      const outcome = new Promise((succeed, fail) => arrived.push({ tag, lastChance, succeed, fail }));
      event.waitUntil(outcome);
    });
    return arrived;
  }

  /** What the worker tells pages; grows. */
  told() {
    const messages = [];
    const channel = new this.global.BroadcastChannel(`background-sync-polyfill:1:${this.browser.scope}`);
    channel.onmessage = ({ data }) => messages.push(data);
    return messages;
  }
}
