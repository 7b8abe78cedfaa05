// Events, small: unlike Node's, one can be trusted.

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
  /** Set by whoever wants to know: what a listener has thrown. */
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

  /** Removes the listeners that a realm has made: it has ended. */
  forgetListenersOf({ global }) {
    this.#listeners = this.#listeners.filter(({ listener }) => !(listener instanceof global.Function));
  }

  /** The types that have a listener, one for each. */
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

/** Makes an event that the browser itself would fire. */
export function trusted(event, properties = {}) {
  return Object.assign(event, { isTrusted: true }, properties);
}

/** A service worker's event, whose promises keep the worker alive. */
export class ExtendableEvent extends Event {
  #pending = 0;

  /** As in browsers: while it is dispatched, or while an earlier promise is pending. */
  waitUntil(promise) {
    if (!this.isTrusted || !(this.dispatching || this.keptAlive)) {
      throw new DOMException('The event is not extended by anything any more.', 'InvalidStateError');
    }
    this.#pending++;
    const settled = () => queueMicrotask(() => this.#pending--);
    Promise.resolve(promise).then(settled, settled);
  }

  /** Whether it still keeps the worker alive. */
  get keptAlive() {
    return this.#pending > 0;
  }
}
