import { CacheStorage } from './caches.mjs';
import { Clock } from './clock.mjs';
import { Core } from './core.mjs';
import { IDBFactory } from './npm-packages.mjs';
import { Locks } from './locks.mjs';
import { Channels } from './messages.mjs';
import { Page } from './page.mjs';
import { Worker } from './worker.mjs';

/**
 * Stands in for a browser with one origin and one service worker registration. A test starts
 * workers and opens pages in it, lets time pass with advance(), and changes what they share.
 */
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

  /**
   * Starts a worker and evaluates its script; place says whether it is the active, waiting or
   * installing worker.
   */
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

  /** Opens a page and evaluates its script. */
  async openPage(settings) {
    const page = new Page(this, settings);
    this.pages.push(page);
    await page.evaluate();
    await this.settle();
    return page;
  }

  /** Loses the network or brings it back, and fires `online` or `offline` in every page and worker. */
  async setOnLine(onLine) {
    this.onLine = onLine;
    for (const global of [...this.pages, ...this.workers]) global.fire(onLine ? 'online' : 'offline');
    await this.settle();
  }

  /** Loses the network, brings it back, and lets it settle. */
  async reconnect() {
    await this.setOnLine(false);
    await this.setOnLine(true);
    await this.advance(1_100);
  }

  /** Stores a tag, as an earlier worker of the registration has done. */
  async storeTag(tag, record) {
    await new Core({ browser: this }).store(tag, record);
  }

  /** Locks a tag, as a worker does while the tag's event runs; returns a function that unlocks the tag. */
  lockTag(tag) {
    let unlock;
    const released = new Promise((resolve) => (unlock = resolve));
    void this.locks.manager({}).request(`background-sync-polyfill:${this.scope}\n${tag}`, {}, () => released);
    return unlock;
  }

  /** Lets so many milliseconds pass. */
  advance(milliseconds) {
    return this.clock.advance(milliseconds);
  }

  /** Runs everything that does not wait for time. A few milliseconds pass, so that timers of 0 ms run, too. */
  settle() {
    return this.clock.advance(5);
  }
}
