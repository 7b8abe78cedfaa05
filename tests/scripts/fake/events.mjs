// Stands in for events and event targets. Unlike an event of Node, an event here can be trusted, as if the
// browser had fired it; and a test sees which types have listeners.

export class Event {
  #stopped = false;
  defaultPrevented = false;

  constructor(type, init = {}) {
    this.type = type;
    this.cancelable = Boolean(init?.cancelable);
    this.isTrusted = false;
  }

  preventDefault() {
    this.defaultPrevented = this.cancelable;
  }

  stopImmediatePropagation() {
    this.#stopped = true;
  }

  get stopped() {
    return this.#stopped;
  }
}

export class EventTarget {
  #listeners = [];
  /** Gets what a listener throws. A test can replace it; by default the error fails the test. */
  onuncaught = (error) => {
    throw error;
  };

  addEventListener(type, listener, options = {}) {
    if (this.#listeners.some((known) => known.type === type && known.listener === listener)) return;
    this.#listeners.push({ type, listener, once: Boolean(options.once) });
  }

  removeEventListener(type, listener) {
    this.#listeners = this.#listeners.filter((known) => known.type !== type || known.listener !== listener);
  }

  /** Removes the listeners of a scope that has ended. */
  removeListenersOf({ global }) {
    this.#listeners = this.#listeners.filter(({ listener }) => !(listener instanceof global.Function));
  }

  /** The type of each listener, sorted. */
  get listened() {
    return this.#listeners.map(({ type }) => type).sort();
  }

  dispatchEvent(event) {
    event.target = this;
    event.dispatching = true;
    for (const known of [...this.#listeners]) {
      if (known.type !== event.type || event.stopped) continue;
      if (known.once) this.removeEventListener(event.type, known.listener);
      try {
        known.listener.call(this, event);
      } catch (error) {
        this.onuncaught(error);
      }
    }
    event.dispatching = false;
    return !event.defaultPrevented;
  }
}

/** Makes an event trusted, as if the browser fired it. */
export function trusted(event, properties = {}) {
  return Object.assign(event, { isTrusted: true }, properties);
}

/** Stands in for a service worker's event, whose promises keep the worker alive. */
export class ExtendableEvent extends Event {
  #pending = 0;

  /** Allowed while the event is dispatched or an earlier promise is pending, as in browsers. */
  waitUntil(promise) {
    if (!this.isTrusted || !(this.dispatching || this.keptAlive)) {
      throw new DOMException('No promise extends this event any more.', 'InvalidStateError');
    }
    this.#pending++;
    const settled = () => queueMicrotask(() => this.#pending--);
    Promise.resolve(promise).then(settled, settled);
  }

  /** Whether the event still keeps the worker alive. */
  get keptAlive() {
    return this.#pending > 0;
  }
}
