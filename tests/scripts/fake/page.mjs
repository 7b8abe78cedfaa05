import { EventTarget } from './events.mjs';
import { GlobalScope } from './global-scope.mjs';

/** Stands in for a page that loads the page's script. A test opens one with Browser.openPage(). */
export class Page extends GlobalScope {
  static entry = 'page/entry.js';

  document = Object.assign(new EventTarget(), { visibilityState: 'visible' });

  constructor(browser, settings = {}) {
    super(browser, { ...settings, path: '/' });
  }

  globals() {
    return Object.assign(super.globals(), { document: this.document });
  }

  navigator() {
    const { browser } = this;
    const registrations = async () =>
      browser.active || browser.waiting || browser.installing ? [this.registration] : [];
    const serviceWorker = {
      getRegistrations: registrations,
      getRegistration: async () => (await registrations())[0],
      ready: browser.active ? Promise.resolve(this.registration) : new Promise(() => {}),
    };
    return Object.defineProperty(super.navigator(), 'serviceWorker', { value: serviceWorker });
  }

  /** Brings the page to the foreground. */
  async becomeVisible() {
    this.document.visibilityState = 'visible';
    this.document.dispatchEvent({ type: 'visibilitychange' });
    await this.browser.settle();
  }
}
