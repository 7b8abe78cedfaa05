import { Core } from './core.mjs';
import { ExtendableEvent, trusted } from './events.mjs';
import { MessageChannel } from './messages.mjs';
import { ServiceWorker } from './registration.mjs';
import { GlobalScope } from './global-scope.mjs';

/**
 * Stands in for a service worker that loads the worker's script, with a fake core. A test starts one
 * with Browser.startWorker().
 */
export class Worker extends GlobalScope {
  static entry = 'worker/entry.js';

  core = new Core(this);
  serviceWorker = new ServiceWorker((data, ports) => this.ended || this.#receive(data, ports));
  /** The answers to the latest request. */
  answers = [];
  /** What clients.matchAll() resolves with. */
  windows = [{ frameType: 'top-level' }];
  /** The `source` of the messages that the worker gets. */
  source = { frameType: 'top-level' };

  constructor(browser, { connection, networkEvents = true, path = '/sw.js', ...settings } = {}) {
    super(browser, { ...settings, path });
    this.connection = connection;
    this.getsNetworkEvents = networkEvents;
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

  /** As in Chromium a worker may get no events of the network. */
  fire(type, properties) {
    if (this.ended || (!this.getsNetworkEvents && (type === 'online' || type === 'offline'))) return undefined;
    return super.fire(type, properties);
  }

  /** Fires a trusted event that promises can extend, as the browser does, and returns the event. */
  deliver(type, properties) {
    const event = trusted(new ExtendableEvent(type), properties);
    this.dispatchEvent(event);
    return event;
  }

  /**
   * Sends a request, as a page does. Resolves with the message event, and with an array to which each
   * answer is added.
   */
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

  /**
   * Adds a sync listener. Returns an array to which each event is added, with succeed() and fail() to
   * end the event.
   */
  syncEvents() {
    const arrived = [];
    this.addEventListener('sync', (event) => {
      const { tag, lastChance } = event;
      const outcome = new Promise((succeed, fail) => arrived.push({ tag, lastChance, succeed, fail }));
      event.waitUntil(outcome);
    });
    return arrived;
  }

  /** Returns an array to which each message of the worker to its pages is added. */
  messagesToPages() {
    const messages = [];
    const channel = new this.global.BroadcastChannel(`background-sync-polyfill:1:${this.browser.scope}`);
    channel.onmessage = ({ data }) => messages.push(data);
    return messages;
  }
}
