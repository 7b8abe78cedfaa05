import { CacheStorage } from './caches.mjs';
import { Clock } from './clock.mjs';
import { IDBFactory } from './libraries.mjs';
import { Locks } from './locks.mjs';
import { Channels } from './messages.mjs';
import { Page } from './page.mjs';
import { Worker } from './worker.mjs';

/** A browser with one origin and one service worker registration: what its pages and workers share. */
export class Browser {
  origin = 'https://app.example';
  scope = 'https://app.example/';
  clock = new Clock();
  indexedDB = new IDBFactory();
  caches = new CacheStorage();
  locks = new Locks();
  channels = new Channels();
  /** What navigator.onLine says. */
  onLine = true;
  /** The workers of the registration by their place; each null or a ServiceWorker. */
  installing = null;
  waiting = null;
  active = null;
  /** What unregister() resolves with. */
  canUnregister = true;
  pages = [];
  workers = [];

  /** Starts the worker's script, by default that of the active worker. */
  async startWorker({ place = 'active', ...settings } = {}) {
    const worker = new Worker(this, settings);
    this.workers.push(worker);
    this[place] = worker.serviceWorker;
    worker.serviceWorker.state = place === 'active' ? 'activated' : place === 'waiting' ? 'installed' : 'installing';
    await worker.evaluate();
    await this.settle();
    return worker;
  }

  /** Makes a worker the active one, whose `activate` runs until the returned function is called. */
  async activate(worker) {
    const { serviceWorker } = worker;
    for (const place of ['installing', 'waiting']) if (this[place] === serviceWorker) this[place] = null;
    this.active = serviceWorker;
    serviceWorker.become('activating');
    worker.deliver('activate');
    await this.settle();
    return async () => {
      serviceWorker.become('activated');
      await this.settle();
    };
  }

  async openPage(settings) {
    const page = new Page(this, settings);
    this.pages.push(page);
    await page.evaluate();
    await this.settle();
    return page;
  }

  /** Takes the network away, or brings it back, and tells everybody that the browser tells. */
  async setOnLine(onLine) {
    this.onLine = onLine;
    for (const global of [...this.pages, ...this.workers]) global.fire(onLine ? 'online' : 'offline');
    await this.settle();
  }

  advance(milliseconds) {
    return this.clock.advance(milliseconds);
  }

  /** Lets everything happen that waits for no time: a few milliseconds pass, for timers of 0. */
  settle() {
    return this.clock.advance(5);
  }
}
