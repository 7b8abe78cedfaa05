// @ts-check

import { openChannel } from '../../shared/protocol.js';

/** @import { Channel, ChannelMessage } from '../../shared/protocol.js' */

/** What the worker says to all pages of its scope. */
export class PageChannel {
  /** @type {Channel | undefined} */
  #channel;

  /** Asks for a wake-up now: its message keeps the worker alive, and goes to the active one. */
  requestWakeUp() {
    this.#post({ wakeMe: true });
  }

  /**
   * Asks for a wake-up at that time, in milliseconds since the epoch, undefined for none; and to keep the back-off.
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
