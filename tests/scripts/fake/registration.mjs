import { Event, EventTarget, trusted } from './events.mjs';
import { queueTask } from './tasks.mjs';

/**
 * Stands in for ServiceWorkerRegistration in one scope: returns the class, and its object for the
 * browser's registration.
 */
export function createRegistration(browser) {
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

/**
 * Stands in for ServiceWorker, the object by which pages see a worker. A test decides what becomes of
 * its messages.
 */
export class ServiceWorker extends EventTarget {
  state = 'parsed';
  #deliver;

  /** deliver(data, ports) is called with each message that was posted to the worker. */
  constructor(deliver) {
    super();
    this.#deliver = deliver;
  }

  /** Changes the state, and fires `statechange`. */
  become(state) {
    this.state = state;
    this.dispatchEvent(trusted(new Event('statechange')));
  }

  postMessage(data, ports = []) {
    const copy = structuredClone(data);
    queueTask(() => this.#deliver(copy, ports));
  }
}
