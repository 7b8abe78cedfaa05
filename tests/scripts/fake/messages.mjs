// Stands in for MessageChannel and BroadcastChannel. As in browsers each message is copied and
// arrives in a task of its own.

import { queueTask } from './tasks.mjs';

class MessagePort {
  onmessage = null;
  closed = false;

  postMessage(data) {
    const { other } = this;
    const copy = structuredClone(data);
    queueTask(() => other.closed || other.onmessage?.({ data: copy }));
  }

  close() {
    this.closed = true;
  }
}

export class MessageChannel {
  port1 = new MessagePort();
  port2 = new MessagePort();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/** The BroadcastChannels of one origin. */
export class Channels {
  #open = new Set();

  /** The class BroadcastChannel of one global scope, the owner. */
  classFor(owner) {
    const open = this.#open;
    return class BroadcastChannel {
      onmessage = null;
      owner = owner;

      constructor(name) {
        this.name = name;
        open.add(this);
      }

      postMessage(data) {
        const copy = structuredClone(data);
        for (const other of open) {
          if (other === this || other.name !== this.name) continue;
          queueTask(() => open.has(other) && other.onmessage?.({ data: copy }));
        }
      }

      close() {
        open.delete(this);
      }
    };
  }

  /** Closes the channels of a scope that has ended. */
  closeAllOf(owner) {
    for (const channel of this.#open) if (channel.owner === owner) channel.close();
  }

  /** The name of each open channel. */
  get names() {
    return [...this.#open].map(({ name }) => name);
  }
}
