// @ts-check

import { openChannel } from '../../shared/protocol.js';

/** @import { Channel, ChannelMessage } from '../../shared/protocol.js' */

/** The BroadcastChannel on which the worker speaks to all pages of its scope. */
export class PageChannel {
  /** @type {Channel | undefined} */
  #channel;

  /** Asks pages for a wake-up now. Their message goes to the active worker, and keeps it alive. */
  requestWakeUp() {
    this.#post({ wakeMe: true });
  }

  /**
   * Tells pages at which time to wake the worker, in milliseconds since the epoch, undefined
   * for never; and the back-off, in milliseconds, that they keep for the next worker.
   * @param {number | undefined} due
   * @param {number | undefined} backOff
   */
  announce(due, backOff) {
    this.#post({ wakeMeAt: due, backOff });
  }

  /** @param {ChannelMessage} message */
  #post(message) {
    this.#channel ??= openChannel(registration.scope);
    this.#channel.postMessage(message);
  }
}
