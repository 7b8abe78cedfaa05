// @ts-check

import { tagsOf } from '../shared/idb/registrations.js';
import { NO_RESULT, NO_WINDOW, toException } from '../shared/errors.js';
import { rejectAfter } from '../shared/timeout.js';
import { WINDOWS_TIMEOUT } from '../shared/timing.js';

/** @import { Core } from './core/core.js' */

/**
 * Hands the calls of register() and getTags() to the core, from pages and from the worker
 * itself: checks that a window is open (C12), and keeps the calls in order (C19). A caller is
 * the client that calls, null if the browser does not tell it, undefined for the worker itself.
 */
export class Calls {
  /** @type {Pick<Core, 'call'>} */
  #core;
  /** Resolves when each queued call has reached the core or was refused. Its answer may still be on the way. */
  #turn = Promise.resolve();

  /** @param {Pick<Core, 'call'>} core */
  constructor(core) {
    this.#core = core;
  }

  /**
   * Registers a tag. Resolves when the tag is on disk. Rejects with a DOMException: `InvalidAccessError` if no
   * window is open, `UnknownError` if the browser does not tell that in time, otherwise as the core does.
   * @param {string} tag
   * @param {Caller} [caller]
   * @returns {Promise<void>}
   */
  register(tag, caller) {
    const call = () => this.#core.call('register', tag);
    return isWindow(caller) ? call() : this.#inTurn(requireWindow(), call);
  }

  /**
   * Resolves with the stored tags. They include the tags of all earlier calls of register() by the same caller.
   * Rejects with a DOMException.
   * @param {Caller} [caller]
   * @returns {Promise<string[]>}
   */
  getTags(caller) {
    const call = async () => tagsOf(await this.#core.call('getTags'));
    return isWindow(caller) ? call() : this.#inTurn(Promise.resolve(), call);
  }

  /**
   * Calls the core once the check has passed and all earlier calls have reached the core. Does not wait for their
   * answers.
   * @template T
   * @param {Promise<void>} check
   * @param {() => Promise<T>} call
   * @returns {Promise<T>}
   */
  #inTurn(check, call) {
    // The check may fail before its turn comes. Without this, the browser would report an unhandled rejection.
    check.catch(() => {});
    // The object around the answer keeps the turn from waiting for the answer.
    const called = this.#turn.then(() => check).then(() => ({ answer: call() }));
    this.#turn = called.then(
      () => {},
      () => {},
    );
    return called.then(({ answer }) => answer);
  }
}

/** @typedef {ExtendableMessageEvent['source']} Caller */

/**
 * Whether the client is a top-level window of the origin, and not a frame or a worker.
 * @param {Caller} [client]
 */
function isWindow(client) {
  const { frameType } = /** @type {Partial<Client>} */ (client ?? {});
  return frameType === 'top-level' || frameType === 'auxiliary';
}

/** Spec: register(), steps 4 to 6. Rejects if no window is open: a tag must not be registered in the background. */
async function requireWindow() {
  const asked = clients.matchAll({ type: 'window', includeUncontrolled: true });
  const windows = await rejectAfter(WINDOWS_TIMEOUT, asked, () => toException(NO_RESULT));
  if (!windows.some(isWindow)) throw toException(NO_WINDOW);
}
