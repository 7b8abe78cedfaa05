import { Event, EventTarget, trusted } from './events.mjs';
import { queueTask } from './tasks.mjs';

/** The class of registrations that one scope sees, and its object for the browser's one registration. */
export function ServiceWorkerRegistration(browser) {
  class Registration {
    get scope() {
      if (!(this instanceof Registration)) throw new TypeError('Illegal invocation');
      return browser.scope;
    }

    get installing() {
      return browser.installing;
    }

    get waiting() {
      return browser.waiting;
    }

    get active() {
      return browser.active;
    }

    async unregister() {
      return browser.canUnregister;
    }
  }
  return { Registration, registration: new Registration() };
}

/** A worker as pages see it. */
export class ServiceWorker extends EventTarget {
  state = 'parsed';
  #deliver;

  /** deliver(data, ports) takes what was posted to it. */
  constructor(deliver) {
    super();
    this.#deliver = deliver;
  }

  /** Everybody who listens hears of the new state. */
  become(state) {
    this.state = state;
    this.dispatchEvent(trusted(new Event('statechange')));
  }

  postMessage(data, ports = []) {
    const copy = structuredClone(data);
    queueTask(() => this.#deliver(copy, ports));
  }
}
