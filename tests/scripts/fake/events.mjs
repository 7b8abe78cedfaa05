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

  listens(type) {
    return this.#listeners.some((known) => known.type === type);
  }

  dispatchEvent(event) {
    event.target = this;
    for (const known of [...this.#listeners]) {
      if (known.type !== event.type || event.stopped) continue;
      if (known.once) this.removeEventListener(event.type, known.listener);
      try {
        known.listener.call(this, event);
      } catch (error) {
        this.onuncaught(error);
      }
    }
    return !event.defaultPrevented;
  }
}

/** Makes an event that the browser itself would fire. */
export function trusted(event, properties = {}) {
  return Object.assign(event, { isTrusted: true }, properties);
}

/** A service worker's event, whose promises keep the worker alive. */
export class ExtendableEvent extends Event {
  #promises = [];
  #pending = 0;

  waitUntil(promise) {
    if (!this.isTrusted) throw new DOMException('not the browser’s own event', 'InvalidStateError');
    this.#pending++;
    const settled = () => this.#pending--;
    Promise.resolve(promise).then(settled, settled);
    this.#promises.push(promise);
  }

  /** Whether it still keeps the worker alive. */
  get held() {
    return this.#pending > 0;
  }
}
